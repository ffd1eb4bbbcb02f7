export type Json =
  | string
  | number
  | boolean
  | null
  | { [key: string]: Json | undefined }
  | Json[]

export type Database = {
  // Allows to automatically instantiate createClient with right options
  // instead of createClient<Database, { PostgrestVersion: 'XX' }>(URL, KEY)
  __InternalSupabase: {
    PostgrestVersion: "14.1"
  }
  public: {
    Tables: {
      activity: {
        Row: {
          actor: Database["public"]["Enums"]["actor_kind"]
          appointment_id: string | null
          call_id: string | null
          created_at: string
          detail: NonNullable<Json>
          happened_at: string
          id: string
          kind: string
          lead_id: string | null
          team_id: string
          updated_at: string
          user_id: string | null
        }
        Insert: {
          actor: Database["public"]["Enums"]["actor_kind"]
          appointment_id?: string | null
          call_id?: string | null
          created_at?: string
          detail?: NonNullable<Json>
          happened_at: string
          id?: string
          kind: string
          lead_id?: string | null
          team_id: string
          updated_at?: string
          user_id?: string | null
        }
        Update: {
          actor?: Database["public"]["Enums"]["actor_kind"]
          appointment_id?: string | null
          call_id?: string | null
          created_at?: string
          detail?: NonNullable<Json>
          happened_at?: string
          id?: string
          kind?: string
          lead_id?: string | null
          team_id?: string
          updated_at?: string
          user_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "activity_appointment_id_fkey"
            columns: ["appointment_id"]
            referencedRelation: "appointments"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "activity_call_id_fkey"
            columns: ["call_id"]
            referencedRelation: "calls"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "activity_lead_id_fkey"
            columns: ["lead_id"]
            referencedRelation: "leads"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "activity_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      appointments: {
        Row: {
          attendee_timezone: string | null
          cal_booking_uid: string
          call_id: string | null
          cancellation_reason: string | null
          check_requested_at: string | null
          created_at: string
          customer_email: string | null
          customer_name: string | null
          customer_phone: string | null
          end_time: string
          id: string
          is_no_show: boolean
          last_event_at: string
          lead_id: string | null
          meeting_url: string | null
          no_show_event_at: string | null
          previous_uid: string | null
          start_time: string
          status: string
          team_id: string
          title: string | null
          updated_at: string
        }
        Insert: {
          attendee_timezone?: string | null
          cal_booking_uid: string
          call_id?: string | null
          cancellation_reason?: string | null
          check_requested_at?: string | null
          created_at?: string
          customer_email?: string | null
          customer_name?: string | null
          customer_phone?: string | null
          end_time: string
          id?: string
          is_no_show?: boolean
          last_event_at: string
          lead_id?: string | null
          meeting_url?: string | null
          no_show_event_at?: string | null
          previous_uid?: string | null
          start_time: string
          status: string
          team_id: string
          title?: string | null
          updated_at?: string
        }
        Update: {
          attendee_timezone?: string | null
          cal_booking_uid?: string
          call_id?: string | null
          cancellation_reason?: string | null
          check_requested_at?: string | null
          created_at?: string
          customer_email?: string | null
          customer_name?: string | null
          customer_phone?: string | null
          end_time?: string
          id?: string
          is_no_show?: boolean
          last_event_at?: string
          lead_id?: string | null
          meeting_url?: string | null
          no_show_event_at?: string | null
          previous_uid?: string | null
          start_time?: string
          status?: string
          team_id?: string
          title?: string | null
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "appointments_call_id_fkey"
            columns: ["call_id"]
            referencedRelation: "calls"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "appointments_lead_id_fkey"
            columns: ["lead_id"]
            referencedRelation: "leads"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "appointments_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      automation_runs: {
        Row: {
          claimed_count: number
          created_at: string
          error: string | null
          finished_at: string | null
          id: string
          placed_count: number
          settled_count: number
          started_at: string
          started_by: string | null
          state: Database["public"]["Enums"]["run_state"]
          team_id: string
          trigger: Database["public"]["Enums"]["run_trigger"]
          updated_at: string
        }
        Insert: {
          claimed_count?: number
          created_at?: string
          error?: string | null
          finished_at?: string | null
          id?: string
          placed_count?: number
          settled_count?: number
          started_at: string
          started_by?: string | null
          state?: Database["public"]["Enums"]["run_state"]
          team_id: string
          trigger: Database["public"]["Enums"]["run_trigger"]
          updated_at?: string
        }
        Update: {
          claimed_count?: number
          created_at?: string
          error?: string | null
          finished_at?: string | null
          id?: string
          placed_count?: number
          settled_count?: number
          started_at?: string
          started_by?: string | null
          state?: Database["public"]["Enums"]["run_state"]
          team_id?: string
          trigger?: Database["public"]["Enums"]["run_trigger"]
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "automation_runs_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      booking_requests: {
        Row: {
          cal_booking_uid: string | null
          call_id: string
          created_at: string
          end_at: string | null
          id: string
          kind: Database["public"]["Enums"]["booking_request_kind"]
          lock_until: string | null
          previous_uid: string | null
          requested_at: string
          start_at: string
          state: Database["public"]["Enums"]["booking_request_state"]
          team_id: string
          updated_at: string
        }
        Insert: {
          cal_booking_uid?: string | null
          call_id: string
          created_at?: string
          end_at?: string | null
          id?: string
          kind?: Database["public"]["Enums"]["booking_request_kind"]
          lock_until?: string | null
          previous_uid?: string | null
          requested_at: string
          start_at: string
          state?: Database["public"]["Enums"]["booking_request_state"]
          team_id: string
          updated_at?: string
        }
        Update: {
          cal_booking_uid?: string | null
          call_id?: string
          created_at?: string
          end_at?: string | null
          id?: string
          kind?: Database["public"]["Enums"]["booking_request_kind"]
          lock_until?: string | null
          previous_uid?: string | null
          requested_at?: string
          start_at?: string
          state?: Database["public"]["Enums"]["booking_request_state"]
          team_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "booking_requests_call_id_fkey"
            columns: ["call_id"]
            referencedRelation: "calls"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "booking_requests_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      call_lines: {
        Row: {
          call_id: string
          created_at: string
          id: string
          line_key: string
          role: Database["public"]["Enums"]["call_speaker"]
          spoken_at: string
          team_id: string
          text: string
          updated_at: string
        }
        Insert: {
          call_id: string
          created_at?: string
          id?: string
          line_key: string
          role: Database["public"]["Enums"]["call_speaker"]
          spoken_at: string
          team_id: string
          text: string
          updated_at?: string
        }
        Update: {
          call_id?: string
          created_at?: string
          id?: string
          line_key?: string
          role?: Database["public"]["Enums"]["call_speaker"]
          spoken_at?: string
          team_id?: string
          text?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "call_lines_call_id_fkey"
            columns: ["call_id"]
            referencedRelation: "calls"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "call_lines_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      calling_rules: {
        Row: {
          allows_holidays: boolean
          created_at: string
          id: string
          max_attempts_24h: number | null
          min_gap_minutes: number | null
          needs_registration: boolean
          note: string | null
          saturday_end: string | null
          saturday_start: string | null
          source: string
          state: string
          sunday_end: string | null
          sunday_start: string | null
          updated_at: string
          verified_on: string
          weekday_end: string
          weekday_start: string
        }
        Insert: {
          allows_holidays: boolean
          created_at?: string
          id?: string
          max_attempts_24h?: number | null
          min_gap_minutes?: number | null
          needs_registration: boolean
          note?: string | null
          saturday_end?: string | null
          saturday_start?: string | null
          source: string
          state: string
          sunday_end?: string | null
          sunday_start?: string | null
          updated_at?: string
          verified_on: string
          weekday_end: string
          weekday_start: string
        }
        Update: {
          allows_holidays?: boolean
          created_at?: string
          id?: string
          max_attempts_24h?: number | null
          min_gap_minutes?: number | null
          needs_registration?: boolean
          note?: string | null
          saturday_end?: string | null
          saturday_start?: string | null
          source?: string
          state?: string
          sunday_end?: string | null
          sunday_start?: string | null
          updated_at?: string
          verified_on?: string
          weekday_end?: string
          weekday_start?: string
        }
        Relationships: []
      }
      calls: {
        Row: {
          assistant_id: string | null
          assistant_version: string | null
          attempt: number
          claimed_at: string
          company_name: string
          consent_id: string | null
          cost_breakdown: Json | null
          cost_usd: number | null
          created_at: string
          duration_seconds: number | null
          ended_at: string | null
          ended_reason: string | null
          has_opted_out: boolean
          has_recording: boolean
          id: string
          is_attempt_counted: boolean
          is_dialled: boolean
          lead_id: string | null
          lead_review_after: string | null
          lead_status_after: Database["public"]["Enums"]["lead_status"] | null
          lease_until: string | null
          messages: Json | null
          monitor_control_url: string | null
          monitor_listen_url: string | null
          outcome: Database["public"]["Enums"]["call_outcome"] | null
          outcome_reason: string | null
          phone: string
          phone_number_id: string | null
          placed_at: string | null
          previous_callback_at: string | null
          previous_last_called_at: string | null
          provider_call_id: string | null
          provider_status: string | null
          recording_url: string | null
          report_at: string | null
          report_rank: number
          reported_callback_at: string | null
          reported_outcome: Database["public"]["Enums"]["call_outcome"] | null
          requested_callback_at: string | null
          requested_callback_words: string | null
          reserved_usd: number
          run_id: string | null
          settled_at: string | null
          spend_day: string | null
          started_at: string | null
          state: Database["public"]["Enums"]["call_state"]
          structured_data: Json | null
          summary: string | null
          team_id: string
          transcript: string | null
          trouble: Database["public"]["Enums"]["provider_trouble"] | null
          updated_at: string
        }
        Insert: {
          assistant_id?: string | null
          assistant_version?: string | null
          attempt: number
          claimed_at: string
          company_name: string
          consent_id?: string | null
          cost_breakdown?: Json | null
          cost_usd?: number | null
          created_at?: string
          duration_seconds?: number | null
          ended_at?: string | null
          ended_reason?: string | null
          has_opted_out?: boolean
          has_recording?: never
          id?: string
          is_attempt_counted?: boolean
          is_dialled?: boolean
          lead_id?: string | null
          lead_review_after?: string | null
          lead_status_after?: Database["public"]["Enums"]["lead_status"] | null
          lease_until?: string | null
          messages?: Json | null
          monitor_control_url?: string | null
          monitor_listen_url?: string | null
          outcome?: Database["public"]["Enums"]["call_outcome"] | null
          outcome_reason?: string | null
          phone: string
          phone_number_id?: string | null
          placed_at?: string | null
          previous_callback_at?: string | null
          previous_last_called_at?: string | null
          provider_call_id?: string | null
          provider_status?: string | null
          recording_url?: string | null
          report_at?: string | null
          report_rank?: number
          reported_callback_at?: string | null
          reported_outcome?: Database["public"]["Enums"]["call_outcome"] | null
          requested_callback_at?: string | null
          requested_callback_words?: string | null
          reserved_usd?: number
          run_id?: string | null
          settled_at?: string | null
          spend_day?: string | null
          started_at?: string | null
          state?: Database["public"]["Enums"]["call_state"]
          structured_data?: Json | null
          summary?: string | null
          team_id: string
          transcript?: string | null
          trouble?: Database["public"]["Enums"]["provider_trouble"] | null
          updated_at?: string
        }
        Update: {
          assistant_id?: string | null
          assistant_version?: string | null
          attempt?: number
          claimed_at?: string
          company_name?: string
          consent_id?: string | null
          cost_breakdown?: Json | null
          cost_usd?: number | null
          created_at?: string
          duration_seconds?: number | null
          ended_at?: string | null
          ended_reason?: string | null
          has_opted_out?: boolean
          has_recording?: never
          id?: string
          is_attempt_counted?: boolean
          is_dialled?: boolean
          lead_id?: string | null
          lead_review_after?: string | null
          lead_status_after?: Database["public"]["Enums"]["lead_status"] | null
          lease_until?: string | null
          messages?: Json | null
          monitor_control_url?: string | null
          monitor_listen_url?: string | null
          outcome?: Database["public"]["Enums"]["call_outcome"] | null
          outcome_reason?: string | null
          phone?: string
          phone_number_id?: string | null
          placed_at?: string | null
          previous_callback_at?: string | null
          previous_last_called_at?: string | null
          provider_call_id?: string | null
          provider_status?: string | null
          recording_url?: string | null
          report_at?: string | null
          report_rank?: number
          reported_callback_at?: string | null
          reported_outcome?: Database["public"]["Enums"]["call_outcome"] | null
          requested_callback_at?: string | null
          requested_callback_words?: string | null
          reserved_usd?: number
          run_id?: string | null
          settled_at?: string | null
          spend_day?: string | null
          started_at?: string | null
          state?: Database["public"]["Enums"]["call_state"]
          structured_data?: Json | null
          summary?: string | null
          team_id?: string
          transcript?: string | null
          trouble?: Database["public"]["Enums"]["provider_trouble"] | null
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "calls_lead_id_fkey"
            columns: ["lead_id"]
            referencedRelation: "leads"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "calls_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      consents: {
        Row: {
          attested_at: string
          attested_by: string | null
          basis: Database["public"]["Enums"]["consent_basis"]
          created_at: string
          id: string
          import_id: string | null
          lead_id: string | null
          note: string | null
          phone: string | null
          team_id: string
          text_shown: string
          updated_at: string
        }
        Insert: {
          attested_at: string
          attested_by?: string | null
          basis: Database["public"]["Enums"]["consent_basis"]
          created_at?: string
          id?: string
          import_id?: string | null
          lead_id?: string | null
          note?: string | null
          phone?: string | null
          team_id: string
          text_shown: string
          updated_at?: string
        }
        Update: {
          attested_at?: string
          attested_by?: string | null
          basis?: Database["public"]["Enums"]["consent_basis"]
          created_at?: string
          id?: string
          import_id?: string | null
          lead_id?: string | null
          note?: string | null
          phone?: string | null
          team_id?: string
          text_shown?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "consents_import_id_fkey"
            columns: ["import_id"]
            referencedRelation: "imports"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "consents_lead_id_fkey"
            columns: ["lead_id"]
            referencedRelation: "leads"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "consents_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      daily_spend: {
        Row: {
          call_count: number
          created_at: string
          day: string
          id: string
          reserved_usd: number
          spent_usd: number
          team_id: string
          updated_at: string
        }
        Insert: {
          call_count?: number
          created_at?: string
          day: string
          id?: string
          reserved_usd?: number
          spent_usd?: number
          team_id: string
          updated_at?: string
        }
        Update: {
          call_count?: number
          created_at?: string
          day?: string
          id?: string
          reserved_usd?: number
          spent_usd?: number
          team_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "daily_spend_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      emails: {
        Row: {
          appointment_id: string | null
          attempts: number
          call_id: string | null
          created_at: string
          dedupe_key: string
          id: string
          kind: Database["public"]["Enums"]["email_kind"]
          last_error: string | null
          lead_id: string | null
          lease_until: string | null
          next_attempt_at: string
          provider_id: string | null
          sent_at: string | null
          state: Database["public"]["Enums"]["email_state"]
          subject: string | null
          team_id: string
          to_email: string
          unsubscribe_token: string
          updated_at: string
          variables: NonNullable<Json>
        }
        Insert: {
          appointment_id?: string | null
          attempts?: number
          call_id?: string | null
          created_at?: string
          dedupe_key: string
          id?: string
          kind: Database["public"]["Enums"]["email_kind"]
          last_error?: string | null
          lead_id?: string | null
          lease_until?: string | null
          next_attempt_at: string
          provider_id?: string | null
          sent_at?: string | null
          state?: Database["public"]["Enums"]["email_state"]
          subject?: string | null
          team_id: string
          to_email: string
          unsubscribe_token?: string
          updated_at?: string
          variables: NonNullable<Json>
        }
        Update: {
          appointment_id?: string | null
          attempts?: number
          call_id?: string | null
          created_at?: string
          dedupe_key?: string
          id?: string
          kind?: Database["public"]["Enums"]["email_kind"]
          last_error?: string | null
          lead_id?: string | null
          lease_until?: string | null
          next_attempt_at?: string
          provider_id?: string | null
          sent_at?: string | null
          state?: Database["public"]["Enums"]["email_state"]
          subject?: string | null
          team_id?: string
          to_email?: string
          unsubscribe_token?: string
          updated_at?: string
          variables?: NonNullable<Json>
        }
        Relationships: [
          {
            foreignKeyName: "emails_appointment_id_fkey"
            columns: ["appointment_id"]
            referencedRelation: "appointments"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "emails_call_id_fkey"
            columns: ["call_id"]
            referencedRelation: "calls"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "emails_lead_id_fkey"
            columns: ["lead_id"]
            referencedRelation: "leads"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "emails_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      holidays: {
        Row: {
          created_at: string
          day: string
          id: string
          name: string
          scope: string
          updated_at: string
        }
        Insert: {
          created_at?: string
          day: string
          id?: string
          name: string
          scope: string
          updated_at?: string
        }
        Update: {
          created_at?: string
          day?: string
          id?: string
          name?: string
          scope?: string
          updated_at?: string
        }
        Relationships: []
      }
      import_changes: {
        Row: {
          after: NonNullable<Json>
          before: NonNullable<Json>
          created_at: string
          id: string
          import_id: string
          is_undone: boolean
          lead_id: string
          row_number: number
          team_id: string
          updated_at: string
        }
        Insert: {
          after: NonNullable<Json>
          before: NonNullable<Json>
          created_at?: string
          id?: string
          import_id: string
          is_undone?: boolean
          lead_id: string
          row_number: number
          team_id: string
          updated_at?: string
        }
        Update: {
          after?: NonNullable<Json>
          before?: NonNullable<Json>
          created_at?: string
          id?: string
          import_id?: string
          is_undone?: boolean
          lead_id?: string
          row_number?: number
          team_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "import_changes_import_id_fkey"
            columns: ["import_id"]
            referencedRelation: "imports"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "import_changes_lead_id_fkey"
            columns: ["lead_id"]
            referencedRelation: "leads"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "import_changes_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      import_refusals: {
        Row: {
          created_at: string
          fields: NonNullable<Json>
          id: string
          import_id: string
          is_duplicate: boolean
          reason: string
          row_number: number
          team_id: string
          updated_at: string
        }
        Insert: {
          created_at?: string
          fields: NonNullable<Json>
          id?: string
          import_id: string
          is_duplicate?: boolean
          reason: string
          row_number: number
          team_id: string
          updated_at?: string
        }
        Update: {
          created_at?: string
          fields?: NonNullable<Json>
          id?: string
          import_id?: string
          is_duplicate?: boolean
          reason?: string
          row_number?: number
          team_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "import_refusals_import_id_fkey"
            columns: ["import_id"]
            referencedRelation: "imports"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "import_refusals_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      imports: {
        Row: {
          begun_at: string
          columns: NonNullable<Json>
          consent_id: string | null
          created_at: string
          created_by: string | null
          created_count: number
          duplicate_policy: Database["public"]["Enums"]["import_duplicate_policy"]
          file_name: string
          file_signature: string | null
          header_signature: string | null
          id: string
          is_undo_finished: boolean
          kept_count: number
          kept_reasons: NonNullable<Json>
          list_id: string | null
          processed_rows: number
          refused_count: number
          removed_count: number
          restored_count: number
          skipped_count: number
          state: Database["public"]["Enums"]["import_state"]
          suppressed_count: number
          team_id: string
          total_rows: number
          undo_cursor: string | null
          undone_at: string | null
          undone_by: string | null
          updated_at: string
          updated_count: number
        }
        Insert: {
          begun_at?: string
          columns?: NonNullable<Json>
          consent_id?: string | null
          created_at?: string
          created_by?: string | null
          created_count?: number
          duplicate_policy?: Database["public"]["Enums"]["import_duplicate_policy"]
          file_name: string
          file_signature?: string | null
          header_signature?: string | null
          id?: string
          is_undo_finished?: boolean
          kept_count?: number
          kept_reasons?: NonNullable<Json>
          list_id?: string | null
          processed_rows?: number
          refused_count?: number
          removed_count?: number
          restored_count?: number
          skipped_count?: number
          state?: Database["public"]["Enums"]["import_state"]
          suppressed_count?: number
          team_id: string
          total_rows: number
          undo_cursor?: string | null
          undone_at?: string | null
          undone_by?: string | null
          updated_at?: string
          updated_count?: number
        }
        Update: {
          begun_at?: string
          columns?: NonNullable<Json>
          consent_id?: string | null
          created_at?: string
          created_by?: string | null
          created_count?: number
          duplicate_policy?: Database["public"]["Enums"]["import_duplicate_policy"]
          file_name?: string
          file_signature?: string | null
          header_signature?: string | null
          id?: string
          is_undo_finished?: boolean
          kept_count?: number
          kept_reasons?: NonNullable<Json>
          list_id?: string | null
          processed_rows?: number
          refused_count?: number
          removed_count?: number
          restored_count?: number
          skipped_count?: number
          state?: Database["public"]["Enums"]["import_state"]
          suppressed_count?: number
          team_id?: string
          total_rows?: number
          undo_cursor?: string | null
          undone_at?: string | null
          undone_by?: string | null
          updated_at?: string
          updated_count?: number
        }
        Relationships: [
          {
            foreignKeyName: "imports_consent_id_fkey"
            columns: ["consent_id"]
            referencedRelation: "consents"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "imports_list_id_fkey"
            columns: ["list_id"]
            referencedRelation: "lead_lists"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "imports_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      lead_action_items: {
        Row: {
          action_id: string
          after: Json | null
          before: Json | null
          created_at: string
          id: string
          is_done: boolean
          is_undone: boolean
          lead_id: string
          team_id: string
          updated_at: string
        }
        Insert: {
          action_id: string
          after?: Json | null
          before?: Json | null
          created_at?: string
          id?: string
          is_done?: boolean
          is_undone?: boolean
          lead_id: string
          team_id: string
          updated_at?: string
        }
        Update: {
          action_id?: string
          after?: Json | null
          before?: Json | null
          created_at?: string
          id?: string
          is_done?: boolean
          is_undone?: boolean
          lead_id?: string
          team_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "lead_action_items_action_id_fkey"
            columns: ["action_id"]
            referencedRelation: "lead_actions"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "lead_action_items_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      lead_actions: {
        Row: {
          changed_count: number
          created_at: string
          created_by: string | null
          detail: NonNullable<Json>
          done_count: number
          id: string
          kind: Database["public"]["Enums"]["lead_action_kind"]
          restored_count: number
          started_at: string
          state: Database["public"]["Enums"]["lead_action_state"]
          team_id: string
          total_count: number
          undone_at: string | null
          undone_by: string | null
          undone_count: number
          updated_at: string
        }
        Insert: {
          changed_count?: number
          created_at?: string
          created_by?: string | null
          detail?: NonNullable<Json>
          done_count?: number
          id?: string
          kind: Database["public"]["Enums"]["lead_action_kind"]
          restored_count?: number
          started_at: string
          state?: Database["public"]["Enums"]["lead_action_state"]
          team_id: string
          total_count?: number
          undone_at?: string | null
          undone_by?: string | null
          undone_count?: number
          updated_at?: string
        }
        Update: {
          changed_count?: number
          created_at?: string
          created_by?: string | null
          detail?: NonNullable<Json>
          done_count?: number
          id?: string
          kind?: Database["public"]["Enums"]["lead_action_kind"]
          restored_count?: number
          started_at?: string
          state?: Database["public"]["Enums"]["lead_action_state"]
          team_id?: string
          total_count?: number
          undone_at?: string | null
          undone_by?: string | null
          undone_count?: number
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "lead_actions_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      lead_lists: {
        Row: {
          created_at: string
          created_by: string | null
          id: string
          name: string
          team_id: string
          updated_at: string
        }
        Insert: {
          created_at?: string
          created_by?: string | null
          id?: string
          name: string
          team_id: string
          updated_at?: string
        }
        Update: {
          created_at?: string
          created_by?: string | null
          id?: string
          name?: string
          team_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "lead_lists_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      lead_notes: {
        Row: {
          author_id: string | null
          body: string
          created_at: string
          id: string
          lead_id: string
          noted_at: string
          team_id: string
          updated_at: string
        }
        Insert: {
          author_id?: string | null
          body: string
          created_at?: string
          id?: string
          lead_id: string
          noted_at: string
          team_id: string
          updated_at?: string
        }
        Update: {
          author_id?: string | null
          body?: string
          created_at?: string
          id?: string
          lead_id?: string
          noted_at?: string
          team_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "lead_notes_lead_id_fkey"
            columns: ["lead_id"]
            referencedRelation: "leads"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "lead_notes_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      lead_search: {
        Row: {
          city: string | null
          company_name: string
          contact_name: string | null
          created_at: string
          email: string
          id: string
          import_id: string | null
          lead_id: string
          list_id: string | null
          listed_at: string
          state: string | null
          team_id: string
          text: string
          timezone: string | null
          updated_at: string
        }
        Insert: {
          city?: string | null
          company_name: string
          contact_name?: string | null
          created_at?: string
          email: string
          id?: string
          import_id?: string | null
          lead_id: string
          list_id?: string | null
          listed_at: string
          state?: string | null
          team_id: string
          text: string
          timezone?: string | null
          updated_at?: string
        }
        Update: {
          city?: string | null
          company_name?: string
          contact_name?: string | null
          created_at?: string
          email?: string
          id?: string
          import_id?: string | null
          lead_id?: string
          list_id?: string | null
          listed_at?: string
          state?: string | null
          team_id?: string
          text?: string
          timezone?: string | null
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "lead_search_lead_id_fkey"
            columns: ["lead_id"]
            referencedRelation: "leads"
            referencedColumns: ["id"]
          },
        ]
      }
      lead_views: {
        Row: {
          created_at: string
          created_by: string | null
          id: string
          layout: NonNullable<Json>
          name: string
          owner_id: string | null
          query: string
          team_id: string
          updated_at: string
        }
        Insert: {
          created_at?: string
          created_by?: string | null
          id?: string
          layout?: NonNullable<Json>
          name: string
          owner_id?: string | null
          query: string
          team_id: string
          updated_at?: string
        }
        Update: {
          created_at?: string
          created_by?: string | null
          id?: string
          layout?: NonNullable<Json>
          name?: string
          owner_id?: string | null
          query?: string
          team_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "lead_views_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      leads: {
        Row: {
          call_attempts: number
          callback_at: string | null
          calling_profile: string | null
          city: string | null
          company_name: string
          consent_basis: Database["public"]["Enums"]["consent_basis"] | null
          consent_id: string | null
          contact_name: string | null
          created_at: string
          custom: NonNullable<Json>
          email: string
          id: string
          import_id: string | null
          last_called_at: string | null
          last_outcome: Database["public"]["Enums"]["call_outcome"] | null
          list_id: string | null
          notes: string | null
          phone: string
          phone_extension: string | null
          postal_code: string | null
          ready_at: string
          review_reason: string | null
          state: string | null
          states: string[]
          status: Database["public"]["Enums"]["lead_status"]
          street: string | null
          team_id: string
          timezone: string | null
          timezone_source: string | null
          timezones: string[]
          updated_at: string
          zone_note: string | null
        }
        Insert: {
          call_attempts?: number
          callback_at?: string | null
          calling_profile?: string | null
          city?: string | null
          company_name: string
          consent_basis?: Database["public"]["Enums"]["consent_basis"] | null
          consent_id?: string | null
          contact_name?: string | null
          created_at?: string
          custom?: NonNullable<Json>
          email: string
          id?: string
          import_id?: string | null
          last_called_at?: string | null
          last_outcome?: Database["public"]["Enums"]["call_outcome"] | null
          list_id?: string | null
          notes?: string | null
          phone: string
          phone_extension?: string | null
          postal_code?: string | null
          ready_at?: string
          review_reason?: string | null
          state?: string | null
          states?: string[]
          status?: Database["public"]["Enums"]["lead_status"]
          street?: string | null
          team_id: string
          timezone?: string | null
          timezone_source?: string | null
          timezones?: string[]
          updated_at?: string
          zone_note?: string | null
        }
        Update: {
          call_attempts?: number
          callback_at?: string | null
          calling_profile?: string | null
          city?: string | null
          company_name?: string
          consent_basis?: Database["public"]["Enums"]["consent_basis"] | null
          consent_id?: string | null
          contact_name?: string | null
          created_at?: string
          custom?: NonNullable<Json>
          email?: string
          id?: string
          import_id?: string | null
          last_called_at?: string | null
          last_outcome?: Database["public"]["Enums"]["call_outcome"] | null
          list_id?: string | null
          notes?: string | null
          phone?: string
          phone_extension?: string | null
          postal_code?: string | null
          ready_at?: string
          review_reason?: string | null
          state?: string | null
          states?: string[]
          status?: Database["public"]["Enums"]["lead_status"]
          street?: string | null
          team_id?: string
          timezone?: string | null
          timezone_source?: string | null
          timezones?: string[]
          updated_at?: string
          zone_note?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "leads_import_id_fkey"
            columns: ["import_id"]
            referencedRelation: "imports"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "leads_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      provider_pauses: {
        Row: {
          created_at: string
          ended_at: string | null
          ended_by: string | null
          id: string
          occurrences: number
          phone_number_id: string | null
          reason: string
          resume_at: string
          scope: Database["public"]["Enums"]["pause_scope"]
          started_at: string
          team_id: string | null
          trouble: Database["public"]["Enums"]["provider_trouble"]
          updated_at: string
        }
        Insert: {
          created_at?: string
          ended_at?: string | null
          ended_by?: string | null
          id?: string
          occurrences?: number
          phone_number_id?: string | null
          reason: string
          resume_at: string
          scope: Database["public"]["Enums"]["pause_scope"]
          started_at: string
          team_id?: string | null
          trouble: Database["public"]["Enums"]["provider_trouble"]
          updated_at?: string
        }
        Update: {
          created_at?: string
          ended_at?: string | null
          ended_by?: string | null
          id?: string
          occurrences?: number
          phone_number_id?: string | null
          reason?: string
          resume_at?: string
          scope?: Database["public"]["Enums"]["pause_scope"]
          started_at?: string
          team_id?: string | null
          trouble?: Database["public"]["Enums"]["provider_trouble"]
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "provider_pauses_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      settings: {
        Row: {
          accepted_consent_bases: Database["public"]["Enums"]["consent_basis"][]
          automation_changed_at: string | null
          automation_enabled: boolean
          booking_horizon_days: number
          calling_days: number[]
          calling_end: string
          calling_start: string
          created_at: string
          daily_spend_cap_usd: number | null
          id: string
          max_attempts: number
          max_attempts_per_number_24h: number
          max_call_minutes: number
          max_calls_batch: number
          max_concurrent_calls: number
          max_cost_per_minute_usd: number
          min_gap_minutes: number
          postal_address: string | null
          reply_to: string | null
          retry_interval: number
          sender_name: string | null
          sends_confirmation_email: boolean
          sends_no_answer_email: boolean
          team_id: string
          timezone: string
          updated_at: string
        }
        Insert: {
          accepted_consent_bases?: Database["public"]["Enums"]["consent_basis"][]
          automation_changed_at?: string | null
          automation_enabled?: boolean
          booking_horizon_days?: number
          calling_days?: number[]
          calling_end?: string
          calling_start?: string
          created_at?: string
          daily_spend_cap_usd?: number | null
          id?: string
          max_attempts?: number
          max_attempts_per_number_24h?: number
          max_call_minutes?: number
          max_calls_batch?: number
          max_concurrent_calls?: number
          max_cost_per_minute_usd?: number
          min_gap_minutes?: number
          postal_address?: string | null
          reply_to?: string | null
          retry_interval?: number
          sender_name?: string | null
          sends_confirmation_email?: boolean
          sends_no_answer_email?: boolean
          team_id: string
          timezone?: string
          updated_at?: string
        }
        Update: {
          accepted_consent_bases?: Database["public"]["Enums"]["consent_basis"][]
          automation_changed_at?: string | null
          automation_enabled?: boolean
          booking_horizon_days?: number
          calling_days?: number[]
          calling_end?: string
          calling_start?: string
          created_at?: string
          daily_spend_cap_usd?: number | null
          id?: string
          max_attempts?: number
          max_attempts_per_number_24h?: number
          max_call_minutes?: number
          max_calls_batch?: number
          max_concurrent_calls?: number
          max_cost_per_minute_usd?: number
          min_gap_minutes?: number
          postal_address?: string | null
          reply_to?: string | null
          retry_interval?: number
          sender_name?: string | null
          sends_confirmation_email?: boolean
          sends_no_answer_email?: boolean
          team_id?: string
          timezone?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "settings_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      slot_offers: {
        Row: {
          call_id: string
          code: string
          created_at: string
          id: string
          offered_at: string
          start_at: string
          team_id: string
          timezone: string
          updated_at: string
        }
        Insert: {
          call_id: string
          code: string
          created_at?: string
          id?: string
          offered_at: string
          start_at: string
          team_id: string
          timezone: string
          updated_at?: string
        }
        Update: {
          call_id?: string
          code?: string
          created_at?: string
          id?: string
          offered_at?: string
          start_at?: string
          team_id?: string
          timezone?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "slot_offers_call_id_fkey"
            columns: ["call_id"]
            referencedRelation: "calls"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "slot_offers_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      suppressions: {
        Row: {
          address: string
          channel: Database["public"]["Enums"]["suppression_channel"]
          created_at: string
          created_by: string | null
          id: string
          reason: string
          source: Database["public"]["Enums"]["suppression_source"]
          suppressed_at: string
          team_id: string
          updated_at: string
        }
        Insert: {
          address: string
          channel: Database["public"]["Enums"]["suppression_channel"]
          created_at?: string
          created_by?: string | null
          id?: string
          reason: string
          source: Database["public"]["Enums"]["suppression_source"]
          suppressed_at: string
          team_id: string
          updated_at?: string
        }
        Update: {
          address?: string
          channel?: Database["public"]["Enums"]["suppression_channel"]
          created_at?: string
          created_by?: string | null
          id?: string
          reason?: string
          source?: Database["public"]["Enums"]["suppression_source"]
          suppressed_at?: string
          team_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "suppressions_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      team_calling_rules: {
        Row: {
          allows_holidays: boolean
          changed_by: string | null
          created_at: string
          id: string
          is_allowed: boolean
          max_attempts_24h: number | null
          min_gap_minutes: number | null
          reason: string
          saturday_end: string | null
          saturday_start: string | null
          state: string
          sunday_end: string | null
          sunday_start: string | null
          team_id: string
          updated_at: string
          weekday_end: string
          weekday_start: string
        }
        Insert: {
          allows_holidays: boolean
          changed_by?: string | null
          created_at?: string
          id?: string
          is_allowed: boolean
          max_attempts_24h?: number | null
          min_gap_minutes?: number | null
          reason: string
          saturday_end?: string | null
          saturday_start?: string | null
          state: string
          sunday_end?: string | null
          sunday_start?: string | null
          team_id: string
          updated_at?: string
          weekday_end: string
          weekday_start: string
        }
        Update: {
          allows_holidays?: boolean
          changed_by?: string | null
          created_at?: string
          id?: string
          is_allowed?: boolean
          max_attempts_24h?: number | null
          min_gap_minutes?: number | null
          reason?: string
          saturday_end?: string | null
          saturday_start?: string | null
          state?: string
          sunday_end?: string | null
          sunday_start?: string | null
          team_id?: string
          updated_at?: string
          weekday_end?: string
          weekday_start?: string
        }
        Relationships: [
          {
            foreignKeyName: "team_calling_rules_state_fkey"
            columns: ["state"]
            referencedRelation: "calling_rules"
            referencedColumns: ["state"]
          },
          {
            foreignKeyName: "team_calling_rules_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      team_holidays: {
        Row: {
          created_at: string
          created_by: string | null
          day: string
          id: string
          name: string
          team_id: string
          updated_at: string
        }
        Insert: {
          created_at?: string
          created_by?: string | null
          day: string
          id?: string
          name: string
          team_id: string
          updated_at?: string
        }
        Update: {
          created_at?: string
          created_by?: string | null
          day?: string
          id?: string
          name?: string
          team_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "team_holidays_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      team_invitations: {
        Row: {
          accepted_at: string | null
          created_at: string
          email: string
          expires_at: string
          id: string
          invited_by: string | null
          role: Database["public"]["Enums"]["team_role"]
          team_id: string
          token_hash: string
          updated_at: string
        }
        Insert: {
          accepted_at?: string | null
          created_at?: string
          email: string
          expires_at: string
          id?: string
          invited_by?: string | null
          role: Database["public"]["Enums"]["team_role"]
          team_id: string
          token_hash: string
          updated_at?: string
        }
        Update: {
          accepted_at?: string | null
          created_at?: string
          email?: string
          expires_at?: string
          id?: string
          invited_by?: string | null
          role?: Database["public"]["Enums"]["team_role"]
          team_id?: string
          token_hash?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "team_invitations_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      team_members: {
        Row: {
          created_at: string
          email: string
          id: string
          role: Database["public"]["Enums"]["team_role"]
          team_id: string
          updated_at: string
          user_id: string
        }
        Insert: {
          created_at?: string
          email: string
          id?: string
          role: Database["public"]["Enums"]["team_role"]
          team_id: string
          updated_at?: string
          user_id: string
        }
        Update: {
          created_at?: string
          email?: string
          id?: string
          role?: Database["public"]["Enums"]["team_role"]
          team_id?: string
          updated_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "team_members_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      teams: {
        Row: {
          created_at: string
          id: string
          name: string
          updated_at: string
        }
        Insert: {
          created_at?: string
          id?: string
          name: string
          updated_at?: string
        }
        Update: {
          created_at?: string
          id?: string
          name?: string
          updated_at?: string
        }
        Relationships: []
      }
      tool_calls: {
        Row: {
          arguments: NonNullable<Json>
          call_id: string
          created_at: string
          duration_ms: number | null
          id: string
          late_result: string | null
          name: string
          requested_at: string
          result: string | null
          team_id: string
          tool_call_id: string
          updated_at: string
        }
        Insert: {
          arguments: NonNullable<Json>
          call_id: string
          created_at?: string
          duration_ms?: number | null
          id?: string
          late_result?: string | null
          name: string
          requested_at: string
          result?: string | null
          team_id: string
          tool_call_id: string
          updated_at?: string
        }
        Update: {
          arguments?: NonNullable<Json>
          call_id?: string
          created_at?: string
          duration_ms?: number | null
          id?: string
          late_result?: string | null
          name?: string
          requested_at?: string
          result?: string | null
          team_id?: string
          tool_call_id?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "tool_calls_call_id_fkey"
            columns: ["call_id"]
            referencedRelation: "calls"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "tool_calls_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      webhook_events: {
        Row: {
          created_at: string
          delivery_count: number
          event_key: string
          handled_at: string | null
          id: string
          payload: Json | null
          raw_body: string | null
          reason: string | null
          received_at: string
          source: Database["public"]["Enums"]["webhook_source"]
          state: Database["public"]["Enums"]["webhook_event_state"]
          team_id: string | null
          type: string
          updated_at: string
        }
        Insert: {
          created_at?: string
          delivery_count?: number
          event_key: string
          handled_at?: string | null
          id?: string
          payload?: Json | null
          raw_body?: string | null
          reason?: string | null
          received_at: string
          source: Database["public"]["Enums"]["webhook_source"]
          state?: Database["public"]["Enums"]["webhook_event_state"]
          team_id?: string | null
          type: string
          updated_at?: string
        }
        Update: {
          created_at?: string
          delivery_count?: number
          event_key?: string
          handled_at?: string | null
          id?: string
          payload?: Json | null
          raw_body?: string | null
          reason?: string | null
          received_at?: string
          source?: Database["public"]["Enums"]["webhook_source"]
          state?: Database["public"]["Enums"]["webhook_event_state"]
          team_id?: string | null
          type?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "webhook_events_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      accept_invitation: { Args: { p_token: string }; Returns: string }
      add_suppressions: {
        Args: {
          p_entries: Json
          p_now: string
          p_reason: string
          p_source: Database["public"]["Enums"]["suppression_source"]
          p_team_id: string
        }
        Returns: number
      }
      advance_calendar_sync: {
        Args: { p_event_type_id: number; p_synced_until: string }
        Returns: undefined
      }
      apply_booking: {
        Args: { p_booking: Json; p_now: string }
        Returns: {
          appointment_id: string
          lead_id: string
          status: string
          team_id: string
        }[]
      }
      attach_provider_call: {
        Args: {
          p_assistant_id?: string
          p_assistant_version?: string
          p_call_id: string
          p_control_url?: string
          p_listen_url?: string
          p_now: string
          p_provider_call_id: string
        }
        Returns: boolean
      }
      attest_consent: {
        Args: {
          p_basis: Database["public"]["Enums"]["consent_basis"]
          p_lead_ids: string[]
          p_note: string
          p_now: string
          p_team_id: string
          p_text_shown: string
        }
        Returns: number
      }
      calendar_synced_until: {
        Args: { p_event_type_id: number }
        Returns: string
      }
      can_create_first_team: {
        Args: Record<PropertyKey, never>
        Returns: boolean
      }
      cancel_lead_action: {
        Args: { p_action_id: string }
        Returns: {
          changed_count: number
          created_at: string
          created_by: string | null
          detail: NonNullable<Json>
          done_count: number
          id: string
          kind: Database["public"]["Enums"]["lead_action_kind"]
          restored_count: number
          started_at: string
          state: Database["public"]["Enums"]["lead_action_state"]
          team_id: string
          total_count: number
          undone_at: string | null
          undone_by: string | null
          undone_count: number
          updated_at: string
        }
        SetofOptions: {
          from: "*"
          to: "lead_actions"
          isOneToOne: true
          isSetofReturn: false
        }
      }
      claim_due_emails: {
        Args: {
          p_lease_until: string
          p_limit: number
          p_now: string
          p_wall_now: string
        }
        Returns: {
          attempts: number
          id: string
          kind: Database["public"]["Enums"]["email_kind"]
          lead_id: string
          postal_address: string
          reply_to: string
          sender_name: string
          team_id: string
          to_email: string
          unsubscribe_token: string
          variables: Json
        }[]
      }
      claim_due_leads: {
        Args: { p_lease_until: string; p_now: string; p_run_id: string }
        Returns: {
          attempt: number
          call_id: string
          city: string
          company_name: string
          contact_name: string
          custom: Json
          email: string
          lead_id: string
          max_duration_seconds: number
          phone: string
          phone_number_id: string
          state: string
          team_id: string
          timezone: string
        }[]
      }
      claim_lead_now: {
        Args: {
          p_lead_id: string
          p_lease_until: string
          p_now: string
          p_run_id: string
        }
        Returns: Json
      }
      claim_slot_refresh: {
        Args: {
          p_event_type_id: number
          p_fetched_before: string
          p_lease_until: string
          p_wall_now: string
        }
        Returns: number
      }
      continue_lead_action: {
        Args: { p_action_id: string; p_limit: number; p_now: string }
        Returns: {
          changed_count: number
          created_at: string
          created_by: string | null
          detail: NonNullable<Json>
          done_count: number
          id: string
          kind: Database["public"]["Enums"]["lead_action_kind"]
          restored_count: number
          started_at: string
          state: Database["public"]["Enums"]["lead_action_state"]
          team_id: string
          total_count: number
          undone_at: string | null
          undone_by: string | null
          undone_count: number
          updated_at: string
        }
        SetofOptions: {
          from: "*"
          to: "lead_actions"
          isOneToOne: true
          isSetofReturn: false
        }
      }
      count_leads: {
        Args: { p_filters: Json; p_now: string; p_team_id: string }
        Returns: {
          is_exact: boolean
          lead_count: number
        }[]
      }
      create_first_team: { Args: { p_name: string }; Returns: string }
      create_lead: {
        Args: { p_fields: Json; p_now: string; p_team_id: string }
        Returns: string
      }
      edit_lead: {
        Args: { p_fields: Json; p_lead_id: string; p_now: string; p_seen: Json }
        Returns: {
          changed_at: string
          changed_by: string
          conflicts: Json
          is_saved: boolean
        }[]
      }
      end_provider_pause: {
        Args: { p_now: string; p_pause_id: string }
        Returns: boolean
      }
      end_slot_refresh: {
        Args: { p_event_type_id: number; p_lease_until: string }
        Returns: undefined
      }
      explain_lead: {
        Args: { p_lead_id: string; p_now: string }
        Returns: Json
      }
      explain_leads: {
        Args: { p_lead_ids: string[]; p_now: string }
        Returns: {
          binding: Database["public"]["Enums"]["dial_gate"]
          lead_id: string
          next_at: string
        }[]
      }
      export_leads: {
        Args: { p_lead_ids: string[] }
        Returns: {
          appointment_at: string
          call_attempts: number
          callback_at: string
          city: string
          company_name: string
          consent_basis: Database["public"]["Enums"]["consent_basis"]
          contact_name: string
          created_at: string
          custom: Json
          email: string
          id: string
          import_name: string
          is_suppressed: boolean
          last_called_at: string
          last_outcome: Database["public"]["Enums"]["call_outcome"]
          list_name: string
          notes: string
          phone: string
          phone_extension: string
          postal_code: string
          review_reason: string
          state: string
          status: Database["public"]["Enums"]["lead_status"]
          street: string
          timezone: string
          updated_at: string
        }[]
      }
      fail_provider_event: {
        Args: { p_event: Json; p_now: string; p_reason: string }
        Returns: undefined
      }
      finish_automation_run: {
        Args: {
          p_claimed: number
          p_error?: string
          p_now: string
          p_placed: number
          p_run_id: string
          p_settled: number
          p_state: Database["public"]["Enums"]["run_state"]
        }
        Returns: undefined
      }
      finish_booking_request: {
        Args: {
          p_cal_booking_uid?: string
          p_call_id: string
          p_now: string
          p_start_at: string
        }
        Returns: undefined
      }
      finish_late_tool_call: {
        Args: { p_call_id: string; p_result: string; p_tool_call_id: string }
        Returns: string
      }
      finish_tool_call: {
        Args: {
          p_call_id: string
          p_duration_ms: number
          p_result: string
          p_tool_call_id: string
        }
        Returns: undefined
      }
      forecast_calls: {
        Args: { p_days: number; p_now: string; p_team_id: string }
        Returns: Json
      }
      forget_slot: {
        Args: { p_event_type_id: number; p_start: string }
        Returns: undefined
      }
      get_automation_health: {
        Args: { p_now: string; p_team_id: string }
        Returns: Json
      }
      get_automation_overview: {
        Args: { p_now: string; p_team_id: string }
        Returns: Json
      }
      get_lead_record: { Args: { p_lead_id: string }; Returns: Json }
      get_lead_timeline: {
        Args: {
          p_before?: string
          p_before_id?: string
          p_lead_id: string
          p_limit?: number
        }
        Returns: {
          actor: Database["public"]["Enums"]["actor_kind"]
          appointment_id: string
          call_id: string
          detail: Json
          happened_at: string
          id: string
          is_mine: boolean
          kind: string
          user_email: string
        }[]
      }
      get_queue_waterfall: {
        Args: { p_now: string; p_team_id: string }
        Returns: Json
      }
      hit_request_limit: {
        Args: { p_key: string; p_limit: number; p_window_seconds: number }
        Returns: {
          is_allowed: boolean
          retry_after_seconds: number
        }[]
      }
      import_lead_rows: {
        Args: {
          p_first_row: number
          p_import_id: string
          p_now: string
          p_rows: Json
        }
        Returns: {
          begun_at: string
          columns: NonNullable<Json>
          consent_id: string | null
          created_at: string
          created_by: string | null
          created_count: number
          duplicate_policy: Database["public"]["Enums"]["import_duplicate_policy"]
          file_name: string
          file_signature: string | null
          header_signature: string | null
          id: string
          is_undo_finished: boolean
          kept_count: number
          kept_reasons: NonNullable<Json>
          list_id: string | null
          processed_rows: number
          refused_count: number
          removed_count: number
          restored_count: number
          skipped_count: number
          state: Database["public"]["Enums"]["import_state"]
          suppressed_count: number
          team_id: string
          total_rows: number
          undo_cursor: string | null
          undone_at: string | null
          undone_by: string | null
          updated_at: string
          updated_count: number
        }
        SetofOptions: {
          from: "*"
          to: "imports"
          isOneToOne: true
          isSetofReturn: false
        }
      }
      invite_to_team: {
        Args: {
          p_email: string
          p_role: Database["public"]["Enums"]["team_role"]
          p_team_id: string
          p_token: string
        }
        Returns: string
      }
      leads_by_id: {
        Args: { p_lead_ids: string[] }
        Returns: {
          appointment_at: string
          call_attempts: number
          callback_at: string
          city: string
          company_name: string
          consent_basis: Database["public"]["Enums"]["consent_basis"]
          contact_name: string
          created_at: string
          custom: Json
          email: string
          id: string
          import_id: string
          last_called_at: string
          last_outcome: Database["public"]["Enums"]["call_outcome"]
          list_id: string
          list_name: string
          notes: string
          phone: string
          phone_extension: string
          postal_code: string
          review_reason: string
          state: string
          status: Database["public"]["Enums"]["lead_status"]
          street: string
          timezone: string
          timezone_source: string
          timezones: string[]
          updated_at: string
        }[]
      }
      learn_provider_budget: {
        Args: {
          p_is_blocked: boolean
          p_key: string
          p_limit: number
          p_remaining: number
          p_reset_seconds: number
          p_wall_now?: string
        }
        Returns: undefined
      }
      list_calling_rules: { Args: { p_team_id: string }; Returns: Json }
      list_custom_fields: { Args: { p_lead_ids: string[] }; Returns: string[] }
      list_due_probes: {
        Args: { p_now: string; p_team_id: string }
        Returns: Database["public"]["Enums"]["provider_trouble"][]
      }
      list_export_ids: {
        Args: {
          p_now: string
          p_selection: Json
          p_sort: Json
          p_team_id: string
        }
        Returns: string[]
      }
      list_import_places: {
        Args: { p_import_id: string; p_phones: string[] }
        Returns: {
          city: string
          phone: string
          place: string
          postal_code: string
          state: string
          timezone: string
          timezone_source: string
        }[]
      }
      list_leads: {
        Args: { p_now: string; p_query: Json; p_team_id: string }
        Returns: Json
      }
      list_overdue_calls: {
        Args: {
          p_ended_before: string
          p_limit: number
          p_placed_before: string
          p_team_id: string
          p_wall_now: string
        }
        Returns: {
          claimed_at: string
          id: string
          provider_call_id: string
          state: Database["public"]["Enums"]["call_state"]
        }[]
      }
      list_teams_with_work: {
        Args: Record<PropertyKey, never>
        Returns: string[]
      }
      load_talk: {
        Args: { p_call_id: string; p_event_type_id: number; p_now: string }
        Returns: Json
      }
      make_abandoned_searchable: {
        Args: { p_limit: number; p_stored_before: string }
        Returns: number
      }
      make_imported_searchable: {
        Args: { p_import_id: string }
        Returns: number
      }
      mark_no_show: {
        Args: {
          p_attendees: Json
          p_event_at: string
          p_now: string
          p_uid: string
        }
        Returns: string
      }
      note_reservation: {
        Args: { p_call_id: string; p_reservation_uid: string; p_start: string }
        Returns: boolean
      }
      offer_slots: {
        Args: {
          p_call_id: string
          p_held_until: string
          p_may_share: boolean
          p_now: string
          p_starts: string[]
          p_timezone: string
        }
        Returns: {
          code: string
          is_new_hold: boolean
          start_at: string
        }[]
      }
      open_tool_calls: {
        Args: { p_event: Json; p_event_type_id: number; p_now: string }
        Returns: Json
      }
      preview_policy: {
        Args: { p_changes: Json; p_now: string; p_team_id: string }
        Returns: Json
      }
      purge_lead_actions: { Args: { p_before: string }; Returns: number }
      receive_webhook_event: {
        Args: {
          p_event_key: string
          p_now: string
          p_payload: Json
          p_source: Database["public"]["Enums"]["webhook_source"]
          p_type: string
        }
        Returns: {
          event_id: string
          is_done: boolean
        }[]
      }
      record_call_status: {
        Args: { p_call_id: string; p_now: string; p_status: string }
        Returns: undefined
      }
      record_email_failure: {
        Args: { p_email_id: string; p_error: string; p_retry_at?: string }
        Returns: undefined
      }
      record_email_sent: {
        Args: {
          p_email_id: string
          p_now: string
          p_provider_id: string
          p_subject: string
        }
        Returns: undefined
      }
      record_opt_out: {
        Args: { p_call_id: string; p_now: string; p_reason: string }
        Returns: boolean
      }
      release_call: {
        Args: {
          p_call_id: string
          p_now: string
          p_reason: string
          p_review_reason?: string
        }
        Returns: boolean
      }
      release_holds: { Args: { p_call_id: string }; Returns: string[] }
      report_provider_trouble: {
        Args: {
          p_now: string
          p_phone_number_id: string
          p_reason: string
          p_retry_after_seconds?: number
          p_team_id: string
          p_trouble: Database["public"]["Enums"]["provider_trouble"]
        }
        Returns: string
      }
      request_booking: {
        Args: {
          p_call_id: string
          p_end_at: string
          p_kind: Database["public"]["Enums"]["booking_request_kind"]
          p_lock_until: string
          p_now: string
          p_previous_uid: string
          p_start_at: string
          p_wall_now: string
        }
        Returns: {
          cal_booking_uid: string
          is_locked: boolean
          is_mine: boolean
          state: Database["public"]["Enums"]["booking_request_state"]
        }[]
      }
      request_callback: {
        Args: {
          p_at: string
          p_call_id: string
          p_now: string
          p_words: string
        }
        Returns: {
          call_at: string
          needs_person: boolean
        }[]
      }
      requeue_lead: {
        Args: { p_lead_id: string; p_now: string }
        Returns: undefined
      }
      settle_call: {
        Args: { p_call_id: string; p_now: string; p_report: Json }
        Returns: Database["public"]["Enums"]["call_outcome"]
      }
      start_automation_run: {
        Args: {
          p_now: string
          p_phone_number_ids?: string[]
          p_started_by?: string
          p_team_id: string
          p_trigger: Database["public"]["Enums"]["run_trigger"]
        }
        Returns: string
      }
      start_import: {
        Args: { p_import: Json; p_now: string; p_team_id: string }
        Returns: {
          begun_at: string
          columns: NonNullable<Json>
          consent_id: string | null
          created_at: string
          created_by: string | null
          created_count: number
          duplicate_policy: Database["public"]["Enums"]["import_duplicate_policy"]
          file_name: string
          file_signature: string | null
          header_signature: string | null
          id: string
          is_undo_finished: boolean
          kept_count: number
          kept_reasons: NonNullable<Json>
          list_id: string | null
          processed_rows: number
          refused_count: number
          removed_count: number
          restored_count: number
          skipped_count: number
          state: Database["public"]["Enums"]["import_state"]
          suppressed_count: number
          team_id: string
          total_rows: number
          undo_cursor: string | null
          undone_at: string | null
          undone_by: string | null
          updated_at: string
          updated_count: number
        }
        SetofOptions: {
          from: "*"
          to: "imports"
          isOneToOne: true
          isSetofReturn: false
        }
      }
      start_lead_action: {
        Args: {
          p_detail: Json
          p_kind: Database["public"]["Enums"]["lead_action_kind"]
          p_now: string
          p_selection: Json
          p_team_id: string
        }
        Returns: {
          changed_count: number
          created_at: string
          created_by: string | null
          detail: NonNullable<Json>
          done_count: number
          id: string
          kind: Database["public"]["Enums"]["lead_action_kind"]
          restored_count: number
          started_at: string
          state: Database["public"]["Enums"]["lead_action_state"]
          team_id: string
          total_count: number
          undone_at: string | null
          undone_by: string | null
          undone_count: number
          updated_at: string
        }
        SetofOptions: {
          from: "*"
          to: "lead_actions"
          isOneToOne: true
          isSetofReturn: false
        }
      }
      start_placing_call: {
        Args: { p_call_id: string; p_lease_until: string }
        Returns: boolean
      }
      store_slots: {
        Args: {
          p_event_type_id: number
          p_fetched_at: string
          p_range_end: string
          p_slot_minutes: number
          p_starts: string[]
        }
        Returns: undefined
      }
      suppress_lead: {
        Args: { p_lead_id: string; p_now: string; p_reason: string }
        Returns: boolean
      }
      take_provider_event: {
        Args: { p_event: Json; p_now: string }
        Returns: Json
      }
      take_provider_token: {
        Args: {
          p_key: string
          p_priority: Database["public"]["Enums"]["provider_priority"]
          p_wall_now?: string
        }
        Returns: {
          remaining: number
          request_limit: number
          wait_ms: number
        }[]
      }
      undo_import: {
        Args: { p_import_id: string; p_limit: number; p_now: string }
        Returns: {
          begun_at: string
          columns: NonNullable<Json>
          consent_id: string | null
          created_at: string
          created_by: string | null
          created_count: number
          duplicate_policy: Database["public"]["Enums"]["import_duplicate_policy"]
          file_name: string
          file_signature: string | null
          header_signature: string | null
          id: string
          is_undo_finished: boolean
          kept_count: number
          kept_reasons: NonNullable<Json>
          list_id: string | null
          processed_rows: number
          refused_count: number
          removed_count: number
          restored_count: number
          skipped_count: number
          state: Database["public"]["Enums"]["import_state"]
          suppressed_count: number
          team_id: string
          total_rows: number
          undo_cursor: string | null
          undone_at: string | null
          undone_by: string | null
          updated_at: string
          updated_count: number
        }
        SetofOptions: {
          from: "*"
          to: "imports"
          isOneToOne: true
          isSetofReturn: false
        }
      }
      undo_lead_action: {
        Args: { p_action_id: string; p_limit: number; p_now: string }
        Returns: {
          changed_count: number
          created_at: string
          created_by: string | null
          detail: NonNullable<Json>
          done_count: number
          id: string
          kind: Database["public"]["Enums"]["lead_action_kind"]
          restored_count: number
          started_at: string
          state: Database["public"]["Enums"]["lead_action_state"]
          team_id: string
          total_count: number
          undone_at: string | null
          undone_by: string | null
          undone_count: number
          updated_at: string
        }
        SetofOptions: {
          from: "*"
          to: "lead_actions"
          isOneToOne: true
          isSetofReturn: false
        }
      }
      unsubscribe_email: {
        Args: { p_now: string; p_token: string }
        Returns: boolean
      }
      update_lead: {
        Args: { p_fields: Json; p_lead_id: string; p_now: string }
        Returns: boolean
      }
    }
    Enums: {
      actor_kind: "user" | "cron" | "vapi" | "cal" | "system"
      booking_request_kind: "book" | "move"
      booking_request_state: "requested" | "booked" | "failed"
      call_outcome:
        | "booked"
        | "opted_out"
        | "not_interested"
        | "callback"
        | "no_answer"
        | "voicemail"
        | "busy"
        | "needs_review"
        | "bad_number"
        | "provider_error"
        | "cancelled"
      call_speaker: "assistant" | "user"
      call_state: "claimed" | "placing" | "placed" | "ended" | "not_placed"
      consent_basis:
        | "written"
        | "oral"
        | "existing_business_relationship"
        | "other"
      dial_gate:
        | "status"
        | "review"
        | "suppression"
        | "consent"
        | "zone"
        | "state"
        | "attempts"
        | "callback"
        | "retry"
        | "number_limit"
        | "gap"
        | "holiday"
        | "hours"
        | "automation"
        | "provider"
        | "spend"
        | "concurrency"
      email_kind: "appointment_confirmation" | "no_answer_follow_up"
      email_state: "queued" | "sent" | "failed" | "cancelled"
      import_duplicate_policy: "skip" | "update_empty" | "overwrite"
      import_state: "running" | "finished" | "cancelled"
      lead_action_kind:
        | "set_status"
        | "requeue"
        | "suppress"
        | "attest"
        | "assign_list"
        | "delete"
      lead_action_state: "running" | "finished" | "cancelled" | "undone"
      lead_status:
        | "pending"
        | "calling"
        | "no_answer"
        | "scheduled"
        | "not_interested"
      pause_scope: "number" | "team" | "all"
      provider_priority: "booking" | "availability" | "background"
      provider_trouble:
        | "concurrency_limit"
        | "rate_limited"
        | "number_daily_limit"
        | "out_of_credits"
        | "bad_key"
        | "misconfigured"
        | "outage"
        | "cost_overrun"
      run_state: "running" | "succeeded" | "failed"
      run_trigger: "cron" | "manual"
      suppression_channel: "phone" | "email"
      suppression_source: "call" | "email" | "staff" | "import" | "provider"
      team_role: "admin" | "member" | "viewer"
      webhook_event_state:
        | "received"
        | "processed"
        | "ignored"
        | "rejected"
        | "failed"
      webhook_source: "vapi" | "cal"
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] &
        DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] &
        DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R
      }
      ? R
      : never
    : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I
      }
      ? I
      : never
    : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U
      }
      ? U
      : never
    : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
    : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
    : never

export const Constants = {
  public: {
    Enums: {
      actor_kind: ["user", "cron", "vapi", "cal", "system"],
      booking_request_kind: ["book", "move"],
      booking_request_state: ["requested", "booked", "failed"],
      call_outcome: [
        "booked",
        "opted_out",
        "not_interested",
        "callback",
        "no_answer",
        "voicemail",
        "busy",
        "needs_review",
        "bad_number",
        "provider_error",
        "cancelled",
      ],
      call_speaker: ["assistant", "user"],
      call_state: ["claimed", "placing", "placed", "ended", "not_placed"],
      consent_basis: [
        "written",
        "oral",
        "existing_business_relationship",
        "other",
      ],
      dial_gate: [
        "status",
        "review",
        "suppression",
        "consent",
        "zone",
        "state",
        "attempts",
        "callback",
        "retry",
        "number_limit",
        "gap",
        "holiday",
        "hours",
        "automation",
        "provider",
        "spend",
        "concurrency",
      ],
      email_kind: ["appointment_confirmation", "no_answer_follow_up"],
      email_state: ["queued", "sent", "failed", "cancelled"],
      import_duplicate_policy: ["skip", "update_empty", "overwrite"],
      import_state: ["running", "finished", "cancelled"],
      lead_action_kind: [
        "set_status",
        "requeue",
        "suppress",
        "attest",
        "assign_list",
        "delete",
      ],
      lead_action_state: ["running", "finished", "cancelled", "undone"],
      lead_status: [
        "pending",
        "calling",
        "no_answer",
        "scheduled",
        "not_interested",
      ],
      pause_scope: ["number", "team", "all"],
      provider_priority: ["booking", "availability", "background"],
      provider_trouble: [
        "concurrency_limit",
        "rate_limited",
        "number_daily_limit",
        "out_of_credits",
        "bad_key",
        "misconfigured",
        "outage",
        "cost_overrun",
      ],
      run_state: ["running", "succeeded", "failed"],
      run_trigger: ["cron", "manual"],
      suppression_channel: ["phone", "email"],
      suppression_source: ["call", "email", "staff", "import", "provider"],
      team_role: ["admin", "member", "viewer"],
      webhook_event_state: [
        "received",
        "processed",
        "ignored",
        "rejected",
        "failed",
      ],
      webhook_source: ["vapi", "cal"],
    },
  },
} as const
