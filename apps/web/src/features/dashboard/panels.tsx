'use client';
import { Fragment, type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import { dashboard } from '#text/dashboard.ts';
import { type PanelName, panelNames, useLayoutStore } from './layout-store.ts';

const keyStep = 2;

/** Three panels side by side, which a person resizes, hides and finds again as they were. */
export function Panels({ contents }: { contents: Record<PanelName, ReactNode> }) {
  const container = useRef<HTMLDivElement>(null);
  const { shares, isHidden, setHidden } = useLayoutStore();
  const shown = panelNames.filter((name) => !isHidden[name]);
  const total = shown.reduce((sum, name) => sum + shares[name], 0);
  return (
    <div ref={container} className="flex min-h-0 flex-1">
      {panelNames.map((name) => {
        if (isHidden[name])
          return <HiddenPanel key={name} name={name} onShow={() => setHidden(name, false)} />;
        const previous = shown[shown.indexOf(name) - 1];
        return (
          <Fragment key={name}>
            {previous === undefined ? null : <Separator left={previous} right={name} container={container} />}
            <div
              className="group/panel relative min-w-0 overflow-hidden"
              style={{ flex: `${shares[name] / total} 1 0` }}
            >
              {contents[name]}
            </div>
          </Fragment>
        );
      })}
    </div>
  );
}

const HiddenPanel = ({ name, onShow }: { name: PanelName; onShow(): void }) => (
  <button
    type="button"
    onClick={onShow}
    aria-label={dashboard.show(dashboard.panels[name])}
    className="w-8 shrink-0 border-x bg-surface py-3 font-medium text-ink-2 text-xs hover:bg-ink/5 [writing-mode:vertical-rl]"
  >
    {dashboard.panels[name]}
  </button>
);

interface SeparatorProps {
  left: PanelName;
  right: PanelName;
  container: React.RefObject<HTMLDivElement | null>;
}

function Separator({ left, right, container }: SeparatorProps) {
  const { shares, resize, reset } = useLayoutStore();
  const lastX = useRef(0);
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || container.current === null) return;
    resize(left, right, ((event.clientX - lastX.current) / container.current.clientWidth) * 100);
    lastX.current = event.clientX;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') resize(left, right, -keyStep);
    else if (event.key === 'ArrowRight') resize(left, right, keyStep);
    else if (event.key === 'Home') reset();
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator is a widget, which <hr> is not
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={dashboard.resize(dashboard.panels[left])}
      aria-valuenow={Math.round(shares[left])}
      aria-valuemin={0}
      aria-valuemax={100}
      onPointerDown={(event) => {
        lastX.current = event.clientX;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
      onDoubleClick={reset}
      onKeyDown={onKeyDown}
      className="relative z-10 w-px shrink-0 cursor-col-resize touch-none bg-line after:absolute after:inset-y-0 after:-left-1 after:w-[9px] hover:bg-accent focus-visible:bg-accent active:bg-accent"
    />
  );
}
