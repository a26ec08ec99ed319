import { type Adapter, onEvents } from './adapter.ts';

declare const CCM: any;

/**
 * CCM19 (https://docs.ccm19.de).
 *
 * `consent` says that a choice was saved, and may be a rejection. Nothing comes on a
 * rejection but the closing of the widget; the other events repeat on every page.
 */
export const ccm19: Adapter = {
  name: 'ccm19',
  read(_, service) {
    const { consent, acceptedEmbeddings } = CCM;
    return consent ? acceptedEmbeddings.some(({ name }: { name: string }) => name === service) : undefined;
  },
  watch: onEvents('ccm19WidgetLoaded', 'ccm19WidgetClosed'),
};
