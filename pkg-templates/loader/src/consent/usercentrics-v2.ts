import { type Adapter, onEvents } from './adapter.ts';

declare const UC_UI: any;

/**
 * Usercentrics 2, whose global version 3 has, too.
 *
 * `implicit` is what holds before the visitor decides, or where nobody is asked; what
 * came last counts.
 */
export const usercentricsV2: Adapter = {
  name: 'usercentrics-v2',
  detect: () => !(window as any).__ucCmp && UC_UI.isInitialized(),
  read(_, service) {
    const { history, status } = UC_UI.getServicesBaseInfo().find(({ id }: { id: string }) => id === service).consent;
    return history.at(-1).type === 'explicit' ? status === true : undefined;
  },
  watch: onEvents('UC_UI_INITIALIZED', 'UC_UI_CMP_EVENT'),
  evidence: () => ({ id: UC_UI.getControllerId() }),
};
