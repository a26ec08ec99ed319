'use strict';

// Klaro's configuration: https://klaro.org/docs/integration/annotated-config-file
window.klaroConfig = {
  version: 1,
  // The page has a place for the banner, before everything else: whoever uses
  // a keyboard or a screen reader meets it first, not after the footer.
  elementID: 'klaro',
  cookieExpiresAfterDays: 180,
  // "OK" grants what the text above it describes, "decline" refuses the same;
  // without this, "OK" saves the defaults, and the default is no.
  acceptAll: true,
  showNoticeTitle: true,
  groupByPurpose: false,
  disablePoweredBy: true,
  services: [
    {
      name: 'call-tracking',
      purposes: ['measurement'],
      default: false,
      // Klaro 0.7.22 takes the switch of an ungrouped service out of the tab
      // order unless the service itself says that it is visible.
      visible: true,
    },
  ],
  translations: {
    de: {
      privacyPolicyUrl: '/datenschutz.html',
      consentNotice: {
        title: 'Dürfen wir wissen, was Sie zu uns geführt hat?',
        description:
          'Stimmen Sie zu, sehen Sie eine Nummer, an der wir erkennen, welche Anzeige oder welcher Newsletter zu Ihrem Anruf führte. Ihr Browser merkt sich dafür eine zufällige Kennung. Sonst bleibt alles, wie es ist. Ihre Wahl ändern Sie am Ende jeder Seite. {privacyPolicy}',
        learnMore: 'Einzeln wählen',
      },
      consentModal: {
        title: 'Datenschutz-Einstellungen',
        description:
          'Hier schalten Sie ein und aus, was wir über das Nötige hinaus gern täten. Was Sie ausschalten, endet sofort.',
      },
      privacyPolicy: {
        name: 'Datenschutzerklärung',
        text: 'Ausführlich steht es in unserer {privacyPolicy}.',
      },
      purposes: {
        measurement: { title: 'Messung unserer Werbung' },
      },
      'call-tracking': {
        title: 'Anruf-Zuordnung (telswap)',
        description:
          'Zeigt Ihnen eine Nummer, an der wir erkennen, woher Ihr Anruf kommt. Speichert eine zufällige Kennung und die Herkunft Ihres Besuchs, keine Adressen von Seiten und keine Gespräche.',
      },
      ok: 'Einverstanden',
      decline: 'Nein, danke',
      acceptAll: 'Einverstanden',
      acceptSelected: 'Auswahl speichern',
      save: 'Speichern',
      close: 'Schließen',
      service: { purpose: 'Zweck' },
    },
  },
};
