export type CaptureFormat = { format: 's16le'; sample_rate: number } | { mime_type: string };

/** Which microphone, and how it is heard. */
export interface MicrophoneChoice {
  /** Null for the system's own. */
  deviceId: string | null;
  /** No loudspeaker comes back into it, so that nothing need be taken out of what it hears. */
  hasHeadphones: boolean;
}

export interface MicrophoneEnds {
  /** The level is null where it is not of these bytes; then `onLevel` tells it. */
  onAudio: (bytes: Uint8Array<ArrayBuffer>, level: number | null) => void;
  onLevel: (level: number) => void;
  /** It was unplugged or taken away. */
  onLost: () => void;
}

/** What a way of capturing makes of an open stream. */
export interface Capture {
  format: CaptureFormat;
  finish(): Promise<void>;
}
