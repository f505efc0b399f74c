import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { Icon, type IconName } from "./icon.tsx";

interface ButtonProps extends Omit<AriaButtonProps, "className" | "children"> {
  /** 1 filled (one a screen), 2 outlined, 3 as a link. */
  rank?: 1 | 2 | 3;
  small?: boolean;
  icon?: IconName;
  children: React.ReactNode;
}

export function Button({ rank = 2, small = false, icon, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`btn btn-${String(rank)}${small ? " btn-s" : ""}`}>
      {icon && <Icon name={icon} small={small} />}
      {children}
    </AriaButton>
  );
}

/** A button that is only an icon; `label` is its name. */
export function IconButton({
  icon,
  label,
  ...rest
}: Omit<AriaButtonProps, "className" | "children"> & { icon: IconName; label: string }) {
  return (
    <AriaButton {...rest} aria-label={label} className="btn btn-icon">
      <Icon name={icon} />
    </AriaButton>
  );
}
