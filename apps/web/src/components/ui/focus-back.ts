import { useState } from 'react';

const over = '[role="menu"], [role="dialog"]';

/** By the dialog that they opened: one that is opened out of it goes back to them when that is gone. */
const openersOf = new WeakMap<Element, readonly HTMLElement[]>();

/** What has the focus, and what led there: a menu is gone by the time that a dialog out of it closes. */
function openersFrom(element: HTMLElement): HTMLElement[] {
  const below = element.closest(over);
  if (below === null) return [element];
  const trigger = document.querySelector<HTMLElement>(`[aria-controls="${CSS.escape(below.id)}"]`);
  return [element, ...(trigger === null ? (openersOf.get(below) ?? []) : openersFrom(trigger))];
}

function goBack(openers: readonly HTMLElement[]): void {
  // Whoever took the focus meanwhile keeps it.
  if (document.activeElement !== document.body) return;
  openers.find((each) => {
    each.focus({ preventScroll: true });
    return document.activeElement === each;
  });
}

/**
 * For the content of a dialog that no trigger of its own opens: when it closes, the focus goes back to where it was, or
 * to the nearest place before that is still there.
 */
export function useFocusBack(isOpen: boolean) {
  const [at, setAt] = useState<{ isOpen: boolean; openers: HTMLElement[] }>({ isOpen: false, openers: [] });
  // While it is rendered, as what opened it may be gone with the same change.
  if (at.isOpen !== isOpen)
    setAt({
      isOpen,
      openers:
        isOpen && document.activeElement instanceof HTMLElement
          ? openersFrom(document.activeElement)
          : at.openers,
    });
  return {
    ref: (content: HTMLElement | null) => {
      if (content !== null) openersOf.set(content, at.openers);
    },
    onCloseAutoFocus: () => goBack(at.openers),
  };
}
