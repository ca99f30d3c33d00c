'use client';
import { PanelLeftClose } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { dashboard } from '#text/dashboard.ts';
import { type PanelName, panelNames, useLayoutStore } from './layout-store.ts';

/** Puts a panel aside; the last one stays. */
export function HideButton({ panel }: { panel: PanelName }) {
  const { setHidden, isHidden } = useLayoutStore();
  const isLastShown = panelNames.filter((name) => !isHidden[name]).length === 1;
  const words = dashboard.hide(dashboard.panels[panel]);
  return (
    <Button
      look="quiet"
      size="icon"
      aria-label={words}
      title={words}
      disabled={isLastShown}
      onClick={() => setHidden(panel, true)}
      className="max-lg:hidden"
    >
      <PanelLeftClose aria-hidden />
    </Button>
  );
}
