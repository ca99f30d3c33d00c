'use client';
import { Columns3, MessagesSquare, SquareTerminal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useVoice } from '#features/voice/voice-store.ts';
import { cn } from '#lib/class-names.ts';
import { useSearchParam } from '#lib/search-param.ts';
import { dashboard } from '#text/dashboard.ts';
import { type PanelName, panelNames } from './layout-store.ts';
import { RecordTab } from './record-button.tsx';

const tabIcons = { board: Columns3, runs: SquareTerminal, chat: MessagesSquare };

/** One panel at a time, for small screens. A chat that is spoken with goes on out of sight. */
export function TabbedPanels({ contents }: { contents: Record<PanelName, ReactNode> }) {
  const [view, setView] = useSearchParam('view');
  const shown: PanelName = panelNames.find((name) => name === view) ?? 'board';
  return (
    <>
      <div className="relative min-h-0 flex-1">
        {shown === 'chat' ? null : contents[shown]}
        <ChatPanel isShown={shown === 'chat'}>{contents.chat}</ChatPanel>
      </div>
      <nav
        aria-label={dashboard.panels[shown]}
        className="flex shrink-0 border-t bg-surface pb-[env(safe-area-inset-bottom)]"
      >
        {panelNames.map((name) => {
          const Icon = tabIcons[name];
          return (
            <button
              key={name}
              type="button"
              aria-current={shown === name ? 'page' : undefined}
              onClick={() => setView(name)}
              className={cn(
                'flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs',
                shown === name ? 'font-semibold text-ink' : 'text-ink-2',
              )}
            >
              <Icon className={cn('size-5', shown === name && 'text-review')} aria-hidden />
              {dashboard.tabs[name]}
            </button>
          );
        })}
        <RecordTab />
      </nav>
    </>
  );
}

/** Its session ends with it. Out of sight it keeps its size, and so the place that somebody reads at. */
function ChatPanel({ isShown, children }: { isShown: boolean; children: ReactNode }) {
  const isSpokenWith = useVoice(({ session }) => session !== null);
  if (!isShown && !isSpokenWith) return null;
  return (
    <div className="absolute inset-0" style={{ visibility: isShown ? 'visible' : 'hidden' }}>
      {children}
    </div>
  );
}
