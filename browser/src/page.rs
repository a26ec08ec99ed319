//! Editing the page in place, and undoing it to the byte.
//!
//! Only characters inside existing text nodes and attributes change: no node is
//! created, moved or removed. So frameworks that keep references to their nodes
//! go on working, and Trusted Types have nothing to object to.

use std::cell::RefCell;

use telswap::number::Edit;
use telswap::{Swap, Swapper};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Node, NodeList, Text};

/// `NodeFilter.SHOW_TEXT`.
const SHOW_TEXT: u32 = 4;

/// Text below these is not shown to visitors, is theirs to write, is meant for
/// search engines, or is exempted by the site.
const LEFT_ALONE: &str = "script,style,template,noscript,textarea,option,\
    [contenteditable]:not([contenteditable=false]),\
    [itemprop~=telephone],[itemprop~=faxNumber],[data-telswap=off]";

/// Elements that may carry a number in an attribute.
const WITH_ATTRIBUTES: &str = "a[href],area[href],[title],[aria-label]";

#[wasm_bindgen]
extern "C" {
    /// What documents, fragments, shadow roots and elements have in common.
    type ParentNode;

    #[wasm_bindgen(method, catch, js_name = querySelectorAll)]
    fn query_selector_all(this: &ParentNode, selectors: &str) -> Result<NodeList, JsValue>;
}

/// The page's edits, kept so that they can be undone.
#[derive(Default)]
pub struct Page {
    changes: RefCell<Vec<Change>>,
}

struct Change {
    place: Place,
    was: String,
    now: String,
}

/// Something on the page that holds text.
enum Place {
    Text(Text),
    Attribute(Element, &'static str),
}

impl Page {
    /// Shows the swaps' numbers in `root` and below.
    pub fn swap(&self, document: &Document, root: &Node, swaps: &[Swap]) {
        if swaps.is_empty() {
            return;
        }
        let swapper = Swapper::new(swaps.to_vec());
        self.swap_texts(document, root, &swapper);
        self.swap_attributes(root, &swapper);
    }

    /// Puts everything back as it was.
    ///
    /// Where the page has written something else meanwhile, that stays, but for
    /// tracking numbers in it: `swaps`, which were shown, are turned round.
    pub fn restore(&self, swaps: &[Swap]) {
        let back = swaps.iter().map(|swap| Swap {
            from: swap.to,
            to: swap.from,
            groups: None,
        });
        let back = Swapper::new(back.collect());
        // The last change first: a place may have been changed more than once.
        for Change { place, was, now } in self.changes.take().into_iter().rev() {
            let current = place.read();
            if current == now {
                place.write(&now, &was);
            } else {
                let edits = place.edits(&current, &back);
                place.write(&current, &Edit::apply(&edits, &current));
            }
        }
    }

    fn swap_texts(&self, document: &Document, root: &Node, swapper: &Swapper) {
        let Ok(walker) = document.create_tree_walker_with_what_to_show(root, SHOW_TEXT) else {
            return;
        };
        // The root itself is where the walker stands; it may be a text node.
        let mut node = Some(root.clone());
        while let Some(current) = node {
            if current.node_type() == Node::TEXT_NODE {
                self.swap_place(Place::Text(current.unchecked_into()), swapper);
            }
            node = walker.next_node().ok().flatten();
        }
    }

    fn swap_attributes(&self, root: &Node, swapper: &Swapper) {
        let below = root
            .unchecked_ref::<ParentNode>()
            .query_selector_all(WITH_ATTRIBUTES);
        let below = below
            .iter()
            .flat_map(|list| (0..list.length()).filter_map(|i| list.item(i)));
        for node in std::iter::once(root.clone()).chain(below) {
            if node.node_type() != Node::ELEMENT_NODE {
                continue;
            }
            let element: Element = node.unchecked_into();
            for name in ["href", "title", "aria-label"] {
                self.swap_place(Place::Attribute(element.clone(), name), swapper);
            }
        }
    }

    fn swap_place(&self, place: Place, swapper: &Swapper) {
        let was = place.read();
        let edits = place.edits(&was, swapper);
        // Asked last: few places hold a number, and `closest` is not free.
        if edits.is_empty() || place.left_alone() {
            return;
        }
        let now = Edit::apply(&edits, &was);
        place.write(&was, &now);
        self.changes.borrow_mut().push(Change { place, was, now });
    }
}

impl Place {
    fn read(&self) -> String {
        match self {
            Self::Text(text) => text.data(),
            Self::Attribute(element, name) => element.get_attribute(name).unwrap_or_default(),
        }
    }

    fn edits(&self, text: &str, swapper: &Swapper) -> Vec<Edit> {
        match self {
            Self::Attribute(_, "href") => swapper.href(text),
            _ => swapper.text(text),
        }
    }

    fn left_alone(&self) -> bool {
        let element = match self {
            Self::Text(text) => text.parent_element(),
            Self::Attribute(element, _) => Some(element.clone()),
        };
        let closest = element.and_then(|element| element.closest(LEFT_ALONE).ok());
        closest.flatten().is_some()
    }

    /// Turns `from`, which stands here, into `to`.
    fn write(&self, from: &str, to: &str) {
        if from == to {
            return;
        }
        match self {
            Self::Text(text) => {
                // Only what differs: `replaceData` keeps the visitor's selection
                // outside of it, setting the whole data would clear it.
                let (start, end) = unlike(from, to);
                let part = |whole: &str| {
                    let middle = whole.get(start..whole.len() - end).unwrap_or_default();
                    middle.to_owned()
                };
                let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(0);
                let before = from.get(..start).unwrap_or_default();
                let _ = text.replace_data(units(before), units(&part(from)), &part(to));
            }
            // Fails only for names that are none.
            Self::Attribute(element, name) => drop(element.set_attribute(name, to)),
        }
    }
}

/// How many bytes two texts have in common at the start and, of the rest, at
/// the end; both on character boundaries.
fn unlike(a: &str, b: &str) -> (usize, usize) {
    let same = |(a, b): &(char, char)| a == b;
    let bytes = |(a, _): (char, char)| a.len_utf8();
    let start: usize = a.chars().zip(b.chars()).take_while(same).map(bytes).sum();
    let rest = |text: &'_ str| {
        text.get(start..)
            .unwrap_or_default()
            .chars()
            .rev()
            .collect::<Vec<_>>()
    };
    let end = rest(a)
        .into_iter()
        .zip(rest(b))
        .take_while(same)
        .map(bytes)
        .sum();
    (start, end)
}
