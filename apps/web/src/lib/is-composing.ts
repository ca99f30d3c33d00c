import type { KeyboardEvent } from 'react';

/** Instead of the key's own, where an input method took it (UI Events, legacy key attributes). */
const takenKeyCode = 229;

/** Whether a key belongs to a word that is being composed. Safari tells it of the Enter that ends one only by its code. */
export const isComposing = ({ nativeEvent }: KeyboardEvent): boolean =>
  nativeEvent.isComposing || nativeEvent.keyCode === takenKeyCode;
