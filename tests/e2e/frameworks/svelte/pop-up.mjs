/** Moves an element to where the page shows its pop-ups, as long as it lasts. */
export const popUp = (popups) => (element) => {
  popups.append(element);
  return () => element.remove();
};
