import { Separator } from 'react-resizable-panels';

/** One pixel to see, ten to grasp. */
export function Handle({ label, lies = false }: { label: string; lies?: boolean }) {
  return (
    <Separator
      aria-label={label}
      className={`${lies ? 'h-px' : 'w-px'} bg-line outline-none hover:bg-run focus-visible:bg-run data-[separator=active]:bg-run`}
    />
  );
}
