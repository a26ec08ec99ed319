// A script may write its number back wherever we write ours. It has its way after a
// while, and two who answer each other at once let the browser go on in between
// (docs/decisions.md, "A script that answers us has its way").
//
// In a *round* the page has changed something and we have written; a task may have many.
// A *turn* of the page's ends with the next thing that it does of its own: rounds that
// only answer us are one turn.

import { isOurs } from "./ledger.js";

/** A page that writes its number back so soon, and nothing else, answers us; after so long a peace it may have ours. */
const SOON_MS = 1000;

/**
 * After how many such answers in a row it has its way: a page may well render the same
 * a few times.
 */
const MOST_ANSWERS = 20;

/** How many texts in one place are remembered. */
const MOST_TEXTS = 20;

/** How many rounds of the page's changes and ours there may be in one task, in one place and in all. */
const MOST_ROUNDS = 100;
const MOST_ROUNDS_IN_ALL = 1000;

/** After how many the end of the task is waited for: most tasks have fewer, and each wait costs. */
const FEW_ROUNDS = 10;

/** For how many a round counts in which a part, maybe the whole page, was put back and shown again. */
const WHOLE_ROUNDS = 100;

/** Whether this is the engine that explains itself. */
const IS_DEBUG = /debug[^/]*$/.test(import.meta.url);

/** Looks at everything again, after a pause. */
let lookAgain;
let pause;

/** Where the page has just changed something, while that is looked at. */
let where;

/** Rounds since the end of a task was last heard of: a few of tasks before may be among them. */
let roundsInTask = 0;

/**
 * By place where the page changed something: `{task, inTask, rounds, said, texts}`, how
 * many rounds there were in this task and at all, what the page put there last, and by
 * text that we wrote over there `{ref, at, rounds, turn, answers}`: the node, when that
 * was looked at last, after how many rounds of the place and in which turn of the page's,
 * and how often in a row the page has done nothing since but undo it.
 */
let places = new WeakMap();

/** Counts the ends of tasks that were heard of. */
let task = 0;
let nextTask;

/** Counts when the page does something of its own. */
let turn = 0;

/** In this round: where we write, what was undone, and how often there was something known. */
const written = new Set();
const undone = new Set();
export let repeated = 0;

/** Prepares: `again` looks at everything; without it all is over. */
export function fightWith(again) {
  lookAgain = again;
  clearTimeout(pause);
  clearTimeout(nextTask);
  pause = nextTask = undefined;
  roundsInTask = 0;
  places = new WeakMap();
}

/** Looks at what the page has changed in a place. */
export function within(place, look) {
  const outer = where;
  where = place;
  try {
    return look();
  } finally {
    where = outer;
  }
}

/** Whether the page has put something else there than last time, as far as anything is known of the place. */
export function saysOther(place, said) {
  const known = places.get(place) ?? {};
  const isOther = known.said !== said;
  known.said = said;
  return isOther;
}

/** Whether so much follows each other that it is left alone for a while, and looked at then. */
export const isTooMuch = () => roundsInTask > MOST_ROUNDS_IN_ALL && holdUp();

/** Ends a round of the page's changes: one that said nothing new was an answer to ours, unless a part was shown again as a whole. */
export function endRound(isAnswer, isWhole) {
  if (!isAnswer || isWhole) turn++;
  else for (const fight of undone) count(fight);
  for (const place of written) {
    place.inTask++;
    place.rounds++;
  }
  if (isWhole) roundsInTask += WHOLE_ROUNDS;
  else if (written.size) roundsInTask++;
  if (roundsInTask > FEW_ROUNDS) nextTask ??= setTimeout(beginTask);
  undone.clear();
  written.clear();
}

/**
 * Counts what we are about to write over a text where the page has changed something, and
 * says whether we give way instead: again and again the page has done nothing but undo at
 * once what we wrote there. What it renders anew together with other things, or with
 * another text, is no answer; nor is one text more.
 */
export function givesWay(node, name, text) {
  if (!where) return false;
  const place = placeAt(where);
  if (place.inTask > MOST_ROUNDS) return holdUp();
  const now = Date.now();
  const fight = fightFor(place, `${name} ${text}`);
  // Nothing else was said here in the meantime.
  const isSame = fight.rounds >= place.rounds - 1;
  const isSoon = now - fight.at <= SOON_MS;
  fight.rounds = place.rounds;
  fight.at = now;
  if (isSame) {
    repeated++;
    if (isSoon && fight.answers == MOST_ANSWERS) return true;
  }
  const last = fight.ref?.deref();
  if (!isSame || fight.turn != turn || !isSoon) fight.answers = 0;
  else if (last === node || !last?.isConnected || !isOurs(last, name)) undone.add(fight);
  fight.ref = new WeakRef(node);
  fight.turn = turn;
  written.add(place);
  return false;
}

function placeAt(node) {
  let place = places.get(node);
  if (!place) places.set(node, (place = { inTask: 0, rounds: 0, texts: new Map() }));
  if (place.task != task && !pause) Object.assign(place, { task, inTask: 0 });
  return place;
}

function fightFor({ texts }, key) {
  let fight = texts.get(key);
  if (!fight) {
    if (texts.size == MOST_TEXTS) texts.clear();
    texts.set(key, (fight = { rounds: -2, answers: 0 }));
  }
  return fight;
}

function count(fight) {
  if (++fight.answers == MOST_ANSWERS && IS_DEBUG) console.warn("telswap: the page keeps writing its number back, and has its way", fight.ref.deref());
}

function beginTask() {
  nextTask = undefined;
  task++;
  if (!pause) roundsInTask = 0;
}

/** Two who answer each other at once would never let the browser go on. */
function holdUp() {
  pause ??= setTimeout(() => {
    pause = undefined;
    beginTask();
    lookAgain();
  }, SOON_MS);
  return true;
}
