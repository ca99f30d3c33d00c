/** How a decoder of ours ends that took more memory than it may; no way in which ffmpeg ends. */
export const exitOverMemory = 70;
const watchMs = 100;

/** Ends this program when all its memory together, which no limit of the system bounds here, is more than so much. */
export function boundMemory(bytes: number): void {
  setInterval(() => {
    if (process.memoryUsage.rss() > bytes) process.exit(exitOverMemory);
  }, watchMs).unref();
}
