'use strict';

// The footer's two buttons: opening Klaro's settings, and taking a consent
// back with one press, as easily as it was given (GDPR Art. 7(3)).
(() => {
  const SERVICE = 'call-tracking';
  const klaro = window.klaro;
  // Without Klaro nothing is ever granted: there is nothing to set or withdraw.
  if (!klaro) return;
  const manager = klaro.getManager();

  const open = (opener) => {
    klaro.show(undefined, true);
    // Klaro renders its dialogue a moment later, and does not say that it is one.
    requestAnimationFrame(() => {
      const dialog = document.querySelector('#klaro .cm-modal');
      if (!dialog) return;
      dialog.setAttribute('role', 'dialog');
      dialog.setAttribute('aria-modal', 'true');
      dialog.setAttribute('aria-label', 'Datenschutz-Einstellungen');
      dialog.addEventListener('keydown', (event) => keepFocusInside(event, dialog));
      const gone = new MutationObserver(() => {
        if (dialog.isConnected) return;
        gone.disconnect();
        opener.focus();
      });
      gone.observe(document.getElementById('klaro'), { childList: true, subtree: true });
    });
  };

  const keepFocusInside = (event, dialog) => {
    if (event.key === 'Escape') return dialog.querySelector('.hide').click();
    if (event.key !== 'Tab') return;
    const stops = [...dialog.querySelectorAll('a[href], button, input')];
    const last = event.shiftKey ? stops[0] : stops[stops.length - 1];
    if (document.activeElement !== last) return;
    event.preventDefault();
    (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
  };

  const withdraw = (button) => {
    manager.changeAll(false);
    manager.saveAndApplyConsents();
    // The button that was pressed is gone now; its neighbour stays.
    button.parentElement.querySelector('[data-privacy="settings"]').focus();
    status.textContent = 'Widerrufen. Ab sofort ordnen wir Ihren Anruf nicht mehr zu.';
  };

  const status = document.querySelector('[data-privacy="status"]');
  const settings = document.querySelectorAll('[data-privacy="settings"]');
  const withdrawals = document.querySelectorAll('[data-privacy="withdraw"]');

  const show = () => {
    // What is saved: `getConsent` also says what is only being toggled.
    const granted = manager.confirmed && manager.savedConsents[SERVICE] === true;
    for (const button of settings) button.hidden = false;
    for (const button of withdrawals) button.hidden = !granted;
    if (granted) status.textContent = '';
  };

  for (const button of settings) button.addEventListener('click', () => open(button));
  for (const button of withdrawals) button.addEventListener('click', () => withdraw(button));
  manager.watch({ update: show });
  show();
})();
