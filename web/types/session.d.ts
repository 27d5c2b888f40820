// Bodies that the OpenAPI document only calls "object", as `apps/accounts/src/api/shapes.rs` writes them.

import type { components } from "./api.js";

/** registration: anybody may make an account; visitors: the computer room asks who people are. */
export type FeatureName = "registration" | "visitors";
export type RoleName = "PROFESSOR" | "STUDENT" | "TUTOR" | "SCHOOL_MANAGER" | "COACH" | "CLIENT" | "OPERATOR";

export type Flag =
  | "is_admin"
  | "is_professor"
  | "is_student"
  | "is_school_manager"
  | "is_tutor"
  | "is_coach"
  | "is_operator"
  | "is_client"
  | "can_manage_users"
  | "can_view_planning"
  | "can_create_planning"
  | "can_manage_absences"
  | "can_view_statistics"
  | "can_manage_system"
  | "can_check_in"
  | "can_view_absences"
  | "can_manage_appointments"
  | "can_write_notes"
  | "can_manage_workstations"
  | "can_manage_visitors"
  | "can_book_appointments";

export type UserType =
  | "superuser"
  | "staff"
  | "school_manager"
  | "professor"
  | "coach"
  | "operator"
  | "tutor"
  | "student"
  | "client";

/** The person inside `GET /auth/profile/`. */
export interface ProfileUser {
  id: number;
  email: string | null;
  username: string | null;
  first_name: string;
  last_name: string;
  phone: string;
  birth_date: string | null;
  photo: string | null;
  lang: string | null;
  is_staff: boolean;
  is_superuser: boolean;
  /** Not there for staff without a role. */
  modules?: number[];
  roles_details?: { name: RoleName }[];
}

/** `GET /auth/profile/` */
export interface Profile {
  success: true;
  user_type: UserType;
  /** Only the true ones. */
  permissions: Partial<Record<Flag, boolean>>;
  rights: string[];
  roles: RoleName[];
  user: ProfileUser;
  /** The fields of the first role, null without one. */
  profile: ({ id: number; role: RoleName } & Record<string, unknown>) | null;
  must_change_password: boolean;
}

/** A person at `/api/users/`: what stands inside a profile, and the account, side by side. */
export type FullUser = components["schemas"]["User"] &
  Omit<components["schemas"]["FullUser"], "user"> & { created_at: string; last_login_at: string | null };

/** `GET /api/me/` */
export type Me = FullUser;

export type ModuleName = "school" | "appointments" | "workstations";

/** `GET /api/place/` */
export interface Place {
  name: string;
  address: string;
  phone: string;
  email: string;
  /** An IANA name such as "Europe/Paris". */
  zone: string;
  languages: string[];
  default_language: string;
  logo_url: string | null;
  opening_hours: { day: number; opens: string; closes: string }[];
  modules: ModuleName[];
  features: FeatureName[];
}

/** What every list answers. */
export interface ListOf<T> {
  /** null when there are more than can be counted. */
  count: number | null;
  next: string | null;
  previous: string | null;
  results: T[];
}
