'use strict';

// Copies the number that the visitor sees at this moment, not one from here.
(() => {
  const button = document.querySelector('[data-copy]');
  const status = document.querySelector('[data-copy-status]');
  button.addEventListener('click', async () => {
    const number = button.querySelector('[data-copy-text]').textContent;
    try {
      await navigator.clipboard.writeText(number);
      status.textContent = 'Kopiert.';
    } catch {
      status.textContent = 'Ihr Browser lässt das Kopieren nicht zu.';
    }
  });
})();
