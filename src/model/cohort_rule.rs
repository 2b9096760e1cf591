//! How a scan counts starters and what becomes of them: whose definition, within which domain, after how long.
//!
//! Leaves out the words of the definitions (`definition`) and the counting itself.

/// Within what somebody starts for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Domain {
    /// This programme at this school (opleiding-instelling).
    Programme,
    /// This level at this school (type: mbo 2, Ad, bachelor).
    Level,
    /// This school (instelling).
    #[default]
    Institution,
    /// This sector, at any school in the file.
    Sector,
    /// Hbo, at any school in the file.
    Hbo,
    /// Higher education (ho), at any school in the file.
    HigherEducation,
}

impl Domain {
    /// All domains, from narrow to wide.
    pub const ALL: [Self; 6] =
        [Self::Programme, Self::Level, Self::Institution, Self::Sector, Self::Hbo, Self::HigherEducation];

    /// Returns the word in `scan.toml`, and behind `@` in `results.csv`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Programme => "programme",
            Self::Level => "level",
            Self::Institution => "institution",
            Self::Sector => "sector",
            Self::Hbo => "hbo",
            Self::HigherEducation => "higher_education",
        }
    }
}

/// Whose definition of dropout, switch and diploma is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Variant {
    /// That of this program: each starter in one state, seen within the file.
    #[default]
    Own,
    /// Vereniging Hogescholen: full-time bachelors, within hbo.
    Vh,
    /// Statistics Netherlands: full-time students, within the programme.
    Cbs,
    /// Inspectie van het Onderwijs: first enrolment in a programme at a school.
    Inspectie,
    /// Universiteiten van Nederland: status after a year, at the school.
    Unl,
}

impl Variant {
    /// All variants.
    pub const ALL: [Self; 5] = [Self::Own, Self::Vh, Self::Cbs, Self::Inspectie, Self::Unl];

    /// Returns the word in `scan.toml`, and behind `@` in `results.csv`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Vh => "vh",
            Self::Cbs => "cbs",
            Self::Inspectie => "inspectie",
            Self::Unl => "unl",
        }
    }

    /// Returns the domain that the definition prescribes; `None` where a scan may choose.
    #[must_use]
    pub fn domain(self) -> Option<Domain> {
        match self {
            Self::Own => None,
            Self::Vh => Some(Domain::Hbo),
            Self::Cbs | Self::Inspectie => Some(Domain::Programme),
            Self::Unl => Some(Domain::Institution),
        }
    }
}

/// One way of making cohorts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct CohortRule {
    /// Whose definition.
    pub variant: Variant,
    /// Within what somebody is a starter.
    pub domain: Domain,
}

impl CohortRule {
    /// Makes the rule of a variant, within its own domain or else the one given.
    #[must_use]
    pub fn new(variant: Variant, domain: Domain) -> Self {
        Self { variant, domain: variant.domain().unwrap_or(domain) }
    }

    /// Returns what is behind the measures of `results.csv`: `@cbs`, `@programme`; nothing for the default.
    #[must_use]
    pub fn suffix(self) -> String {
        match (self.variant, self.domain) {
            (Variant::Own, Domain::Institution) => String::new(),
            (Variant::Own, domain) => format!("@{}", domain.word()),
            (variant, _) => format!("@{}", variant.word()),
        }
    }

    /// Returns the rule with this suffix; `None` where there is no such rule.
    #[must_use]
    pub fn of_suffix(suffix: &str) -> Option<Self> {
        let Some(word) = suffix.strip_prefix('@') else { return suffix.is_empty().then(Self::default) };
        let variant = Variant::ALL.into_iter().find(|variant| variant.word() == word);
        let domain = Domain::ALL.into_iter().find(|domain| domain.word() == word);
        variant
            .map(|variant| Self::new(variant, Domain::default()))
            .or_else(|| domain.map(|domain| Self::new(Variant::Own, domain)))
    }
}

/// Within which time a diploma counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Within {
    /// This many years from the start.
    Years(u16),
    /// The nominal duration of the programme and this many years more: an Ad takes 2 years, a bachelor 4.
    Nominal {
        /// Years beyond the nominal duration.
        more: u16,
    },
}

impl Within {
    /// Returns the end of the measure in `results.csv`: `completed5`, `completed_nominal`, `completed_nominal_plus1`.
    #[must_use]
    pub fn measure(self) -> String {
        match self {
            Self::Years(years) => format!("completed{years}"),
            Self::Nominal { more: 0 } => "completed_nominal".to_owned(),
            Self::Nominal { more } => format!("completed_nominal_plus{more}"),
        }
    }
}

/// What a scan asks about starters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// The ways of making cohorts; empty: the school's, or the programme's where the starting year is the programme's.
    pub rules: Vec<CohortRule>,
    /// After how many years a status is given.
    pub years: Vec<u16>,
    /// Within which times completion is counted.
    pub completion: Vec<Within>,
    /// Programmes that were renumbered: the old code or name and the new one.
    pub successors: Vec<(String, String)>,
}

impl Default for FollowUp {
    fn default() -> Self {
        Self {
            rules: Vec::new(),
            years: vec![1, 2, 3],
            completion: vec![Within::Years(5), Within::Years(8)],
            successors: Vec::new(),
        }
    }
}
