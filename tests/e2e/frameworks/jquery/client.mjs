// The app as a shop's theme has it: markup of its own, changed by jQuery, with a
// pop-up that fades in and is put away to be shown again.

import $ from "jquery";

import { define } from "../play.mjs";
import { CONTACT, LINK } from "../model.mjs";

const MARKUP = `
  <header><a class="call" href="${LINK}">0631 41555-000</a></header>
  <section>
    <p>Tel. 0631 41555-000, <span class="count"></span> warten</p>
    <p class="around"></p>
    <p class="hotline">Hotline: </p>
    <p class="open"></p>
    <p class="split">0631 <b class="front"></b>-<span class="back"></span></p>
    <ul></ul>
  </section>
  <address hidden>Hof-Kaffee<br>0631/41555000</address>
  <div class="late"></div>
  <p data-telswap="off">0631 415 55 000, <span class="count"></span></p>`;

define(async (root, popups, first, late) => {
  let released = false;
  const popup = $(`<dialog open>Rückruf: <a href="${LINK}"></a></dialog>`);
  $(root).html(MARKUP);

  const set = async ({ route, count, open, name, number, front, back, items, popup: wanted, late: isLate }) => {
    $(".call", root).attr({ title: `Anrufen: ${number}`, "aria-label": `${name}, Tel. 0631 41555-000` });
    $(".count", root).text(count);
    $(".around", root).text(`${name}: ${number} (${count})`);
    $(".hotline", root).html(`Hotline: ${open ? "0631 41555-000 <i>(kostenlos)</i>" : ""}`);
    $(".open", root).text(open ? number : "geschlossen");
    $(".front", root).text(front);
    $(".back", root).text(back);
    const rows = items.map(({ key, label, number }) => {
      const row = $(root).find("li").filter((_, one) => $(one).data("key") === key);
      return (row.length ? row : $("<li>").data("key", key).append("<i>", " ", `<a href="${LINK}">`))
        .attr("title", `${label}: ${number}`)
        .find("i").text(label).end().find("a").text(number).end();
    });
    $("ul", root).children().not(rows.map((row) => row[0])).remove();
    $("ul", root).append(rows);
    $("section", root).toggle(route !== CONTACT);
    $("address", root).attr("hidden", route !== CONTACT);
    $(".late", root).html(isLate ? (released ? `<p>Später: ${number}</p>` : `<i class="pending">0631 41555-000 lädt</i>`) : "");
    popup.find("a").text(number);
    if (wanted) popup.appendTo(popups).fadeIn(1).finish();
    else popup.detach();
  };
  await set(first);
  late.then(() => {
    released = true;
    $(".pending", root).replaceWith(`<p>Später: ${first.number}</p>`);
  });
  return { set };
});
