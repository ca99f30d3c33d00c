/** Beside the send box, from the beginning. */
export const voiceButton = {
  speak: 'Speak',
  stop: 'Stop and send',
  off: 'Turn the microphone off',
  hint: (key: string | null, service: string | null) =>
    `Speak: tap, or hold ${key === null ? 'while you speak' : `it or the ${key} key`}${
      service === null ? '' : `. What you say is sent to ${service}.`
    }`,
  keys: {
    KeyV: 'V',
    Backquote: '`',
    F8: 'F8',
    ControlRight: 'right Ctrl',
    AltRight: 'right Alt',
  },
} as const;
