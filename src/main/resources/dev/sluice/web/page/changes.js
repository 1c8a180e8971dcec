// The list of differences, in groups.
import { el, plural, visible } from './dom.js';
import { idIn, markOf } from './overlay.js';

const MOST_SHOWN = 500;
const GROUPS = [
  ['Added', (kind) => kind === 'NODE_ADDED'],
  ['Removed', (kind) => kind === 'NODE_REMOVED'],
  ['Changed', (kind) => kind === 'NODE_CHANGED'],
  ['Renamed', (kind) => kind === 'NODE_RENAMED'],
  ['Rewired', (kind) => kind.startsWith('CONNECTION_')],
  ['Other parts', () => true],
];
const FOLDED = { layout: 'moved or laid out differently', saved: 'saved at another time', runState: 'with another run state', spelling: 'written in another form' };
const SIGNS = { added: '+', removed: '−', changed: '~' };

/** The sections of a list; onChoose(difference) is called for one whose node is chosen. */
export function sectionsOf(differences, isEarlier, onChoose) {
  const folded = differences.find(({ kind }) => kind === 'FOLDED');
  const rest = new Set(differences.filter((each) => each !== folded));
  const sections = [];
  for (const [title, takes] of GROUPS) {
    const members = [...rest].filter(({ kind }) => takes(kind));
    for (const member of members) rest.delete(member);
    if (!members.length) continue;
    sections.push(
      el('h2', { textContent: `${title} (${members.length.toLocaleString('en')})` }),
      el('ul', { className: 'differences' }, ...members.slice(0, MOST_SHOWN).map((each) => entry(each, isEarlier, onChoose))),
    );
    if (members.length > MOST_SHOWN) sections.push(el('p', { className: 'muted', textContent: `and ${(members.length - MOST_SHOWN).toLocaleString('en')} more` }));
  }
  if (!sections.length) sections.push(el('p', { textContent: folded ? 'Nothing changes except:' : 'The workflows are the same.' }));
  if (folded) {
    const parts = Object.entries(FOLDED).filter(([name]) => folded[name]).map(([name, words]) => `${plural(folded[name], 'part')} ${words}`);
    sections.push(el('p', { className: 'muted', textContent: parts.join(', ') }));
  }
  return sections;
}

function entry(difference, isEarlier, onChoose) {
  const { kind, id, type, name, oldId, references, connection, changes = [] } = difference;
  const mark = markOf(kind);
  const made = el('li', { className: mark }, `${SIGNS[mark]} `);
  if (connection) {
    const [from, out, to, into] = connection.map(visible);
    made.append(`${from}.${out} → ${to}.${into}`);
  } else if (id !== undefined) {
    const button = el('button', { type: 'button', className: 'link', textContent: visible(name ?? id), on: { click: () => onChoose(difference) } });
    button.dataset.node = idIn(difference, isEarlier);
    made.append(button, el('span', { className: 'muted', textContent: ` ${visible(type)}` }));
    if (oldId !== undefined) made.append(` ${visible(oldId)} → ${visible(id)}, ${plural(references, 'reference')}`);
  } else {
    made.append(visible(kind.toLowerCase().replaceAll('_', ' ')), valueOf(difference));
  }
  for (const change of changes) made.append(valueOf(change));
  return made;
}

/** A value before and after, beside each other where there is room; long texts by line. */
function valueOf({ path, before, after, change }) {
  const label = path === undefined ? '' : `${visible(path)}: `;
  if (isLong(before) && isLong(after)) return el('div', { className: 'mono' }, label, lines(before, after));
  const sides = [['removed', before], ['added', after]].filter(([, value]) => value !== undefined);
  if (!sides.length) return el('div', { className: 'mono', textContent: label + visible(String(change ?? '')).toLowerCase() });
  return el(
    'div',
    { className: 'mono sides' },
    el('span', { className: 'label', textContent: label }),
    ...sides.flatMap(([mark, value], i) => [i ? el('span', { className: 'arrow', textContent: ' → ' }) : null, el('span', { className: mark, textContent: visible(JSON.stringify(value)) })]),
  );
}

const isLong = (value) => typeof value === 'string' && value.includes('\n');

/** The lines in which two texts differ: those between the equal ones at both ends. */
function lines(before, after) {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const row = (mark, text) => el('div', { className: mark, textContent: `${SIGNS[mark]} ${visible(text)}` });
  return el(
    'div',
    { className: 'lines' },
    el('div', { className: 'muted', textContent: `from line ${start + 1}` }),
    ...old.slice(start, old.length - end).map((text) => row('removed', text)),
    ...now.slice(start, now.length - end).map((text) => row('added', text)),
  );
}
