import { Button } from '#components/ui/button.tsx';

interface ViewButtonsProps<View extends string> {
  views: readonly View[];
  view: View;
  names: Record<View, string>;
  onView: (view: View) => void;
}

/** A button for each way to see the same, the one that is shown pressed. */
export const ViewButtons = <View extends string>({ views, view, names, onView }: ViewButtonsProps<View>) =>
  views.map((each) => (
    <Button
      key={each}
      size="sm"
      look={view === each ? 'plain' : 'quiet'}
      aria-pressed={view === each}
      onClick={() => onView(each)}
    >
      {names[each]}
    </Button>
  ));
