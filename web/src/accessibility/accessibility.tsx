export function Accessibility() {
  return <div className="page" />;
}
