// The consent platforms that the loader knows, a line for each
// (`cargo xtask build --cmp klaro,tcf` takes these alone).

export { klaro } from './klaro.ts';
export { tcf } from './tcf.ts';
