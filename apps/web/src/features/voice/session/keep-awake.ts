/**
 * Keeps the screen from going to sleep, which would turn the microphone off, until what it gives is called. A browser
 * that cannot, or may not as the battery is low, lets it sleep.
 */
export function keepAwake(): () => void {
  const wakeLock = navigator.wakeLock as WakeLock | undefined;
  if (wakeLock === undefined) return () => undefined;
  const ask = () => wakeLock.request('screen').catch(() => null);
  let asked = ask();
  // Browsers let go of it while a page is out of sight.
  const askAgain = () => {
    if (document.visibilityState === 'hidden') return;
    asked = asked.then((lock) => (lock === null || lock.released ? ask() : lock));
  };
  document.addEventListener('visibilitychange', askAgain);
  return () => {
    document.removeEventListener('visibilitychange', askAgain);
    void asked.then((lock) => lock?.release());
  };
}
