import type { ServerFrame, TransientFrame } from '@overmind/contracts/frames/client';

export const isTransient = (frame: ServerFrame): frame is TransientFrame =>
  !('seq' in frame && 'entity' in frame);

/** The server's frames are built from the contract, so only their envelope is looked at: 2,000 lines/s come by here. */
export function parseServerFrame(data: unknown): ServerFrame | null {
  if (typeof data !== 'string') return null;
  try {
    const frame: unknown = JSON.parse(data);
    const isFrame = typeof frame === 'object' && frame !== null && 'type' in frame;
    return isFrame ? (frame as ServerFrame) : null;
  } catch {
    return null;
  }
}
