// The consent platforms that the loader knows, a line for each
// (`cargo xtask build --cmp klaro,tcf` takes these alone).

export { c15t } from './c15t.ts';
export { gpp } from './gpp.ts';
export { klaro } from './klaro.ts';
export { orejime } from './orejime.ts';
export { tarteaucitron } from './tarteaucitron.ts';
export { tcf } from './tcf.ts';
export { vanillaCookieconsent } from './vanilla-cookieconsent.ts';
