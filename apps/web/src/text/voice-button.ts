/** Beside the send box, from the beginning. */
export const voiceButton = {
  speak: 'Speak',
  stop: 'Stop and send',
  off: 'Turn the microphone off',
  hint: (key: string | null) =>
    key === null ? 'Speak: tap, or hold while you speak' : `Speak: tap, or hold it or the ${key} key`,
  keys: {
    KeyV: 'V',
    Backquote: '`',
    F8: 'F8',
    ControlRight: 'right Ctrl',
    AltRight: 'right Alt',
  },
} as const;
