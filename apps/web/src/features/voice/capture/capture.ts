export type CaptureFormat = { format: 's16le'; sample_rate: number } | { mime_type: string };

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
