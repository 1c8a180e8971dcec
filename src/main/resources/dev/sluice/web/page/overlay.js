// Two workflows in one picture: the open one, the parts that only the other one has, and the mark of each difference.
import { Model } from './model.js';

/** The kind of a difference as a mark of the picture; renamed counts as changed. */
export const markOf = (kind) => ({ ADDED: 'added', REMOVED: 'removed' })[kind.split('_').at(-1)] ?? 'changed';

/** The id that a difference has in the open workflow, or in the other one if only that has it. */
export function idIn({ id, oldId }, isEarlier) {
  return isEarlier ? id : (oldId ?? id);
}

/**
 * A model of both.
 *
 * open is the model of the open workflow, answer the response of the server with the differences, and isEarlier
 * whether the other one is an earlier version of the open one.
 */
export function overlay(open, { differences, other }, isEarlier) {
  const both = new Model();
  for (const node of open.nodes.values()) both.nodes.set(node.id, { ...node, findings: [] });
  const renamed = new Map(); // ids of the other workflow
  const marks = new Map();
  for (const difference of differences) {
    const { kind, id, oldId } = difference;
    if (!kind.startsWith('NODE_')) continue;
    marks.set(idIn(difference, isEarlier), markOf(kind));
    if (oldId !== undefined) renamed.set(isEarlier ? oldId : id, idIn(difference, isEarlier));
  }
  const more = other.nodes.filter(({ id }) => !renamed.has(id));
  both.take({ t: 'nodes', nodes: more.map((node) => ({ ...node, config: {} })) });
  for (const node of both.nodes.values()) {
    node.mark = marks.get(node.id);
    const [x, y] = other.positions[node.id] ?? [];
    if (Number.isFinite(x) && Number.isFinite(y)) node.ghost = [x, y];
  }
  const known = new Map(open.edges.map((edge) => [edge.key, { ...edge }]));
  for (const { kind, connection } of differences) {
    if (!connection) continue;
    const [source, sourcePort, target, targetPort] = connection;
    const ends = [renamed.get(source) ?? source, sourcePort, renamed.get(target) ?? target, targetPort];
    const key = JSON.stringify(ends);
    if (!known.has(key)) known.set(key, { source: ends[0], sourcePort, target: ends[2], targetPort, key, from: null, to: null });
    known.get(key).mark = markOf(kind);
  }
  both.edges = [...known.values()];
  both.frames = open.frames;
  both.index();
  return both;
}
