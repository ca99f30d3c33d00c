import {
  type ComponentProps,
  type ComponentType,
  cloneElement,
  lazy,
  type ReactElement,
  Suspense,
  useState,
} from 'react';

interface Triggered {
  trigger: ReactElement<ComponentProps<'button'>>;
}

/** A button whose first click mounts what it opens. The code of that comes when a pointer or the focus nears it. */
export function openedByClick<P extends Triggered>(
  popup: 'menu' | 'dialog',
  load: () => Promise<{ default: ComponentType<P> }>,
): ComponentType<P> {
  const Opened = lazy(load);
  return function OpenedByClick(props: P) {
    const [isWanted, setWanted] = useState(false);
    const trigger = cloneElement(props.trigger, {
      'aria-haspopup': popup,
      'aria-expanded': false,
      onPointerEnter: () => void load(),
      onFocus: () => void load(),
      onClick: () => setWanted(true),
    });
    if (!isWanted) return trigger;
    return (
      <Suspense fallback={trigger}>
        <Opened {...props} />
      </Suspense>
    );
  };
}
