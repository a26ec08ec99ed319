// The trees of a page beside its document's own, into which neither walks nor
// observers look: open shadow roots, and documents in frames.

/** The promises of definitions that are waited for: each window gives the same one for a name. */
const awaited = new WeakSet();

const UNDEFINED = ":not(:defined)";

/**
 * The open shadow roots of the elements in a node and below, without those inside
 * of them, and `withFrames` the documents of frames. `defined` is called when
 * custom elements among them have been defined meanwhile: they may have a root then.
 */
export function rootsBelow(top, withFrames, defined) {
  const found = [];
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_ELEMENT);
  for (let element = top; element; element = walker.nextNode()) {
    // Of a frame from elsewhere the browser gives nothing, and says nothing either.
    const root = element.shadowRoot ?? (withFrames ? element.contentDocument : undefined);
    // The fields of a form may have these names.
    if (/^(9|11)$/.test(root?.nodeType)) found.push(root);
  }
  for (const element of [top, ...(top.querySelectorAll?.(UNDEFINED) ?? [])]) if (element.matches?.(UNDEFINED)) awaitDefinition(element, defined);
  return found;
}

function awaitDefinition({ localName, ownerDocument }, defined) {
  const definition = ownerDocument.defaultView?.customElements.whenDefined(localName);
  if (!definition || awaited.has(definition)) return;
  awaited.add(definition);
  definition.then(defined, () => {});
}

/** Where a root's texts are. `body` itself may be a picture of that name. */
export const bodyOf = (root) => (root.nodeType == 9 && root.querySelector("body")) || root;

const { get } = Object.getOwnPropertyDescriptor(Node.prototype, "parentNode");
const { getRootNode } = Node.prototype;

/** The parent of a node, also where a form has a field of that name. */
export const parentOf = (node) => get.call(node);

/** Whether a root is still part of a page. */
export const isHere = (root) => root.isConnected && !!(root.ownerDocument ?? root).defaultView;

/** What a node's tree stands in: the host of a shadow root, the frame of another document. */
export function hostOf(node) {
  const root = getRootNode.call(node);
  if (root != document) return root.nodeType == 9 ? root.defaultView?.frameElement : root.nodeType == 11 && root.host;
}

/** What a node stands in, in its tree or around it. */
export const around = (node) => parentOf(node) ?? hostOf(node);

/** Whether a node is one of these or below, in trees that stand in them too. */
export function isWithin(node, nodes) {
  for (; node; node = around(node)) if (nodes.has(node)) return true;
}
