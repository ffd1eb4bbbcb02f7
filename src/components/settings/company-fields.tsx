import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import type { Settings } from "@/lib/services/settings";
import { US_TIME_ZONES } from "@/lib/utils/time-zone-names";

type FieldName = "name" | "sender_name" | "reply_to" | "postal_address" | "timezone";

interface CompanyFieldsProps {
  readonly teamName: string;
  readonly settings: Settings;
  readonly isReadOnly: boolean;
  readonly errors: Partial<Record<FieldName, string[] | undefined>>;
}

export function CompanyFields({ teamName, settings, isReadOnly, errors }: CompanyFieldsProps) {
  const zones = withZone(settings.timezone);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Team name" error={errors.name?.[0]} required>
        {(control) => (
          <Input {...control} name="name" defaultValue={teamName} readOnly={isReadOnly} />
        )}
      </Field>
      <Field label="Time zone" hint="Yours, for reports." error={errors.timezone?.[0]}>
        {(control) => (
          <NativeSelect
            {...control}
            name="timezone"
            defaultValue={settings.timezone}
            disabled={isReadOnly}
          >
            {zones.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </NativeSelect>
        )}
      </Field>
      <Field
        label="Sender name"
        hint="Who e-mails come from. Empty: the team name."
        error={errors.sender_name?.[0]}
      >
        {(control) => (
          <Input
            {...control}
            name="sender_name"
            defaultValue={settings.sender_name ?? ""}
            readOnly={isReadOnly}
          />
        )}
      </Field>
      <Field
        label="Replies go to"
        hint="Empty: to the sending address."
        error={errors.reply_to?.[0]}
      >
        {(control) => (
          <Input
            {...control}
            name="reply_to"
            type="email"
            defaultValue={settings.reply_to ?? ""}
            readOnly={isReadOnly}
          />
        )}
      </Field>
      <Field
        label="Postal address"
        hint="Stands at the foot of every e-mail. Without it no e-mail is sent."
        error={errors.postal_address?.[0]}
        className="sm:col-span-2"
      >
        {(control) => (
          <Textarea
            {...control}
            name="postal_address"
            autoComplete="street-address"
            defaultValue={settings.postal_address ?? ""}
            readOnly={isReadOnly}
          />
        )}
      </Field>
    </div>
  );
}

/** The zones to choose from; one that was set by other means stays selectable. */
function withZone(zone: string): readonly { readonly id: string; readonly name: string }[] {
  const isListed = US_TIME_ZONES.some(({ id }) => id === zone);
  return isListed ? US_TIME_ZONES : [...US_TIME_ZONES, { id: zone, name: zone }];
}
