// The app in React: the same file for both of its versions, and for Preact.

import { StrictMode, Suspense, useEffect, useLayoutEffect, useState } from "react";
import { createPortal } from "react-dom";

import { CONTACT, LINK } from "../model.mjs";

// React 18 warns of layout effects on the server.
const useShown = typeof document === "undefined" ? useEffect : useLayoutEffect;

function View({ model, popups, Late }) {
  const { route, count, open, name, number, front, back, items, popup, late } = model;
  return (
    <main>
      <header>
        <a href={LINK} title={`Anrufen: ${number}`} aria-label={`${name}, Tel. 0631 41555-000`}>0631 41555-000</a>
        <svg><text>{number}</text></svg>
      </header>
      {route !== CONTACT ? (
        <section>
          <p>Tel. 0631 41555-000, {count} warten</p>
          <p>{name}: {number} ({count})</p>
          <p>Hotline: {open && "0631 41555-000"}{open ? " (kostenlos)" : ""}</p>
          <p>{open ? number : "geschlossen"}</p>
          {open && <p>Jetzt: <b>0631</b> 41555-000</p>}
          <p>0631 {front}-{back}</p>
          <ul>{items.map(({ key, label, number }) => <Item key={key} label={label} number={number} />)}</ul>
        </section>
      ) : (
        <address>Hof-Kaffee<br />0631/41555000<br />{name}, <a href={LINK}>{number}</a></address>
      )}
      {late && <Suspense fallback={<i className="pending">0631 41555-000 lädt</i>}><Late number={number} /></Suspense>}
      <p data-telswap="off">0631 415 55 000, {count}</p>
      <input readOnly value={`0631 415 55 000, ${count}`} />
      {popup && createPortal(<dialog open>Rückruf: <a href={LINK}>{number}</a>, {count} warten</dialog>, popups)}
    </main>
  );
}

function Item({ label, number }) {
  const [taps, setTaps] = useState(0);
  return <li title={`${label}: ${number}`} onClick={() => setTaps(taps + 1)}>{label}: <a href={LINK}>{number}</a> · {taps}</li>;
}

/** The app, which `follow` tells how to show another model. */
export function App({ model: first, popups, Late, follow }) {
  const [{ model, shown }, show] = useState({ model: first });
  useShown(() => follow(show), []);
  useShown(() => shown?.(), [shown]);
  return <StrictMode><View model={model} popups={popups} Late={Late} /></StrictMode>;
}

export function LateNumber({ number }) {
  return <p>Später: {number}</p>;
}
