/* What both ends of a socket hold to, without the forms of its frames: a page needs these before it needs any. */

/** Close codes of `/ws` and the runner channel; the 44xx mirror the HTTP statuses. */
export const closeCodes = {
  bad_frame: 4400,
  unauthenticated: 4401,
  forbidden: 4403,
  too_slow: 4408,
  other_protocol: 4426,
  too_many_frames: 4429,
  going_away: 1001,
  too_large: 1009,
} as const;

export const maxClientFrameBytes = 256 * 1024;
export const maxFramesPerSecond = 100;
/** What a frame of a transcript grows to before the next begins. */
export const maxTranscriptFrameChars = 128 * 1024;
export const heartbeatIntervalMs = 20_000;
export const deadAfterMs = 45_000;
