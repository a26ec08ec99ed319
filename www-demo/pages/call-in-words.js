// The server's answer to a call as a sentence that a marketer can read.

const UNATTRIBUTED = {
  own_number: 'it came in on the business’s own number, which says nothing about the visit',
  overflow_number: 'the pool was empty, and the overflow number is shown to many at once',
  never_leased: 'nobody has been shown this number yet',
  not_held_then: 'nobody held this number when the call began',
  withdrawn: 'whoever held this number when the call began has withdrawn consent, and is forgotten',
  unknown_number: 'the number is not in the site’s configuration',
};

/** `source` as a phrase: “paid-search, google / cpc, campaign “herbst””. */
function origin(source) {
  if (!source) return 'a source that was not recorded';
  const parts = [source.channel, `${source.source} / ${source.medium}`];
  if (source.campaign) parts.push(`campaign “${source.campaign}”`);
  if (source.click_id) parts.push(`with a ${source.click_id.name}`);
  return parts.join(', ');
}

const since = (time) => new Date(time).toLocaleTimeString('en-GB');

/** What the server said about a test call to the number `to`. */
export function inWords({ error, attribution }, to) {
  if (error) return `The server refused the call: ${error.message} (${error.code}).`;
  const { outcome, by, reason, candidates } = attribution;
  if (outcome === 'unattributed')
    return `Unattributed: ${UNATTRIBUTED[reason] ?? reason}.`;
  const [first, ...others] = candidates;
  if (by === 'static_number') {
    const from = first.source ? ` It stands for ${origin(first.source)}.` : '';
    return `Attributed to rule “${first.rule}”: ${to} is shown by that rule alone.${from}`;
  }
  const more = others.length > 0 ? ` ${others.length} other visits are possible.` : '';
  return `Attributed to ${origin(first.source)}, by rule “${first.rule}”: this visitor has held ${to} since ${since(first.from)}.${more}`;
}
