import type { Adapter } from './adapter.ts';

declare const _axcb: any;

/** What the visitor completed last. */
let choices: Record<string, unknown> | undefined;

/**
 * Axeptio (https://developers.axeptio.eu), which tells the choices to its queue alone.
 *
 * `auto` finds the queue where the page has one; named, it is created.
 */
export const axeptio: Adapter = {
  name: 'axeptio',
  read: (_, service, { cmp }) => (cmp !== 'auto' || _axcb) && choices && choices[service] === true,
  watch: (_, changed) =>
    ((window as any)._axcb ??= []).push((sdk: any) =>
      sdk.on('cookies:complete', (chosen: any) => {
        choices = chosen;
        changed();
      }),
    ),
};
