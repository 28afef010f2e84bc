export function ImageBody({ source }: { source: string }) {
  return (
    <div className="flex min-h-0 flex-1 items-start overflow-auto bg-code p-3.5">
      <img src={source} alt="What the tool gave back" className="max-w-full border border-line" />
    </div>
  );
}
