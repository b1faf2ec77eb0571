import type { Management } from '@wardkit/core'
import type { Diagnostic } from './diagnostic.ts'
import type { Patient } from './patient.ts'
import type { Records } from './records.ts'

interface Admitted extends Patient {
  readonly ward: string
}

const PATIENTS: readonly Admitted[] = [
  admitted(
    'P-1001',
    'Amira Haddad',
    'cardiology',
    '2026-02-03',
    'Stable angina. Beta blocker tolerated well, review in three months.',
  ),
  admitted(
    'P-1002',
    'Jonas Weber',
    'cardiology',
    '2026-01-28',
    'Allergic to penicillin. Holter monitor returned, no arrhythmia.',
  ),
  admitted('P-1003', 'Chidi Okafor', 'cardiology', '2026-01-19', 'Two weeks after stent. Wound dry, walking daily.'),
  admitted(
    'P-1004',
    'Marguerite Lefèvre',
    'cardiology',
    '2025-12-11',
    'Atrial fibrillation, on anticoagulant. INR checked every fortnight.',
  ),
  admitted(
    'P-1005',
    'Katharina Hohenstein-Wallmeroth',
    'neurology',
    '2026-02-01',
    'Migraine with aura. Keeps a diary, triggers not yet clear.',
  ),
  admitted(
    'P-1006',
    'Yusuf Demir',
    'neurology',
    '2026-01-30',
    'Follow-up after concussion. Light sensitivity is gone.',
  ),
  admitted('P-1007', 'ليلى الحسيني', 'neurology', '2026-01-22', 'Epilepsy, free of seizures since June.'),
  admitted(
    'P-1008',
    'Tomás Ferreira',
    'oncology',
    '2026-02-04',
    'Third cycle completed. Blood count before the next one.',
  ),
  admitted('P-1009', 'Ingrid Solberg', 'oncology', '2026-01-15', 'In remission for two years. Yearly imaging.'),
  admitted(
    'P-1010',
    'Mei-Ling Chen',
    'oncology',
    '2025-11-27',
    'Second opinion asked for; referred to the tumour board.',
  ),
  admitted(
    'P-1011',
    'Samuel Adeyemi',
    'orthopaedics',
    '2026-02-02',
    'Knee replacement, day 12. Physiotherapy three times a week.',
  ),
  admitted('P-1012', 'Sofia Rossi', 'orthopaedics', '2026-01-26', 'Distal radius fracture, cast off on the 9th.'),
  admitted('P-1013', 'Noah Lindqvist', 'orthopaedics', null, ''),
  admitted(
    'P-1014',
    'Anjali Raghunathan',
    'paediatrics',
    '2026-01-31',
    'Asthma. Inhaler technique shown again to both parents.',
  ),
]

const REPORTS: readonly Diagnostic[] = [
  report('ECG-2041', 'P-1002', 'Sinus rhythm, 64 per minute. Normal axis. No ST changes at rest or under load.'),
  report('ECG-2044', 'P-1003', 'Sinus rhythm. Old inferior Q waves, unchanged since the stent.'),
  report('ECHO-311', 'P-1001', 'Ejection fraction 58 %. No regional wall motion abnormality. Valves without finding.'),
  report('EEG-088', 'P-1007', 'Normal background activity. No epileptiform discharges in 40 minutes.'),
  report('LAB-7719', 'P-1004', 'INR 2.4, within the range aimed at. Creatinine 78 µmol/l. Potassium 4.1 mmol/l.'),
  report(
    'LAB-7725',
    'P-1008',
    'Neutrophils 1.9 × 10⁹/l. Haemoglobin 112 g/l. Platelets 187 × 10⁹/l. Next cycle may go ahead.',
  ),
  report('MRI-512', 'P-1005', 'Brain without and with contrast: no lesion, no sign of raised pressure.'),
  report('XR-0937', 'P-1012', 'Fracture line no longer visible. Alignment kept.'),
]

/** Gives a facility its patients and their reports, and tells Wardkit of each, with the ward that it is of. */
export async function seedRecords(
  { resources }: Pick<Management, 'resources'>,
  records: Records,
  tenant: string,
): Promise<void> {
  const own = records.ofTenant(tenant)
  for (const { ward, ...patient } of PATIENTS) {
    own.insertPatient(patient)
    await resources.register({ tenant, type: 'patient', id: patient.patientId, tags: { ward } })
  }
  for (const diagnostic of REPORTS) {
    own.insertDiagnostic(diagnostic)
    // A report has the ward of its patient.
    const parent = { type: 'patient', id: diagnostic.patientId }
    await resources.register({ tenant, type: 'diagnostic', id: diagnostic.diagnosticId, parent })
  }
}

function admitted(
  patientId: string,
  name: string,
  ward: string,
  lastVisitDate: string | null,
  notes: string,
): Admitted {
  return { patientId, name, ward, lastVisitDate, notes }
}

function report(diagnosticId: string, patientId: string, text: string): Diagnostic {
  return { diagnosticId, patientId, report: text }
}
