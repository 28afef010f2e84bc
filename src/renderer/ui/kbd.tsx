export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="rounded border border-line px-[5px] font-sans text-xs leading-4 text-faint">
      {children}
    </kbd>
  );
}
