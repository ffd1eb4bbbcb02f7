import type { ComponentProps } from "react";
import { NativeSelect } from "@/components/ui/native-select";
import type { TeamRole } from "@/lib/services/team";

const ROLES: readonly { readonly role: TeamRole; readonly label: string }[] = [
  { role: "admin", label: "Admin" },
  { role: "member", label: "Member" },
  { role: "viewer", label: "Viewer" },
];

export function roleLabel(role: TeamRole): string {
  return ROLES.find((entry) => entry.role === role)?.label ?? role;
}

interface RoleSelectProps extends Omit<ComponentProps<"select">, "children" | "onChange"> {
  readonly onRoleChange: (role: TeamRole) => void;
}

export function RoleSelect({ onRoleChange, ...rest }: RoleSelectProps) {
  return (
    <NativeSelect
      {...rest}
      onChange={(event) => {
        const chosen = ROLES.find(({ role }) => role === event.target.value);
        if (chosen) onRoleChange(chosen.role);
      }}
    >
      {ROLES.map(({ role, label }) => (
        <option key={role} value={role}>
          {label}
        </option>
      ))}
    </NativeSelect>
  );
}
