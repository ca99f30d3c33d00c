/** Notes in `misplacedRows` each two rows of a talk that were painted over one another, or with a hole between them. */
{
  const leastGapPx = 8;
  const mostGapPx = 30;
  const misplacedRows = [];
  Object.assign(window, { misplacedRows });

  const look = (log) => {
    const rows = [...log.querySelectorAll('[data-index]')]
      .map((row) => ({ words: row.textContent.slice(0, 40), place: row.getBoundingClientRect() }))
      .sort((one, other) => one.place.top - other.place.top);
    rows.slice(1).forEach((row, index) => {
      const before = rows[index];
      const gapPx = row.place.top - before.place.bottom;
      if (gapPx < leastGapPx || gapPx > mostGapPx) misplacedRows.push([before.words, gapPx, row.words]);
    });
  };
  // An observer is told of what it sees anew after all others of the same frame, and before that is painted.
  const beforePaint = (log) => {
    const observer = new ResizeObserver(() => {
      observer.disconnect();
      look(log);
    });
    observer.observe(log);
  };
  const onFrame = () => {
    for (const log of document.querySelectorAll('[role=log]')) beforePaint(log);
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
}
