"""What stands before a field's lines, so that each line says by itself what it is about. English and Spanish."""

from collections.abc import Mapping

LEAD_INS: Mapping[str, Mapping[str, str]] = {
    "strength.how_used": {"en": "We use this in the plan:", "es": "Lo usamos en el plan:"},
    "need.found_by": {"en": "Who found this out: {}", "es": "Quién lo supo: {}"},
    "outcome.how_we_will_know": {"en": "We will know it works when:", "es": "Sabremos que funciona cuando:"},
    "outcome.by_when": {"en": "We want this by {}", "es": "Lo queremos para el {}"},
    "service.name": {"en": "You get: {}", "es": "Recibes: {}"},
    "service.provider": {"en": "Who does it: {}", "es": "Quién lo hace: {}"},
    "service.amount": {"en": "How much: {}", "es": "Cuánto: {}"},
    "service.frequency": {"en": "How often: {}", "es": "Cada cuánto: {}"},
    "service.duration": {"en": "For how long: {}", "es": "Por cuánto tiempo: {}"},
    "service.notes": {"en": "How it is done:", "es": "Cómo se hace:"},
    "backup_step.who": {"en": "Who does it: {}", "es": "Quién lo hace: {}"},
    "backup_step.reached_at": {"en": "How to reach them: {}", "es": "Cómo llamarles: {}"},
    "risk.text": {"en": "This could go wrong:", "es": "Esto podría salir mal:"},
    "risk.mitigation": {"en": "This is what we do about it:", "es": "Esto es lo que hacemos:"},
    "assessment.text": {"en": "We found out:", "es": "Supimos esto:"},
    "assessment.assessed_on": {"en": "When: {}", "es": "Cuándo: {}"},
    "assessment.assessed_by": {"en": "Who asked: {}", "es": "Quién preguntó: {}"},
    "diagnosis.text": {"en": "The name for it is: {}", "es": "El nombre es: {}"},
    "diagnosis.given_by": {"en": "Who says so: {}", "es": "Quién lo dice: {}"},
    "goal.target_date": {"en": "We want this by {}", "es": "Lo queremos para el {}"},
    "objective.behavior": {"en": "A step to it:", "es": "Un paso:"},
    "objective.measure": {"en": "We will see it when:", "es": "Lo veremos cuando:"},
    "objective.timeframe": {"en": "Until when: {}", "es": "Hasta cuándo: {}"},
    "objective.target_date": {"en": "By {}", "es": "Para el {}"},
    "intervention.text": {"en": "This is done to help:", "es": "Esto se hace para ayudar:"},
    "intervention.frequency": {"en": "How often: {}", "es": "Cada cuánto: {}"},
    "intervention.duration": {"en": "For how long: {}", "es": "Por cuánto tiempo: {}"},
    "intervention.modality": {"en": "How: {}", "es": "Cómo: {}"},
    "intervention.responsible": {"en": "Who does it: {}", "es": "Quién lo hace: {}"},
    "progress_measure.text": {"en": "We look at this:", "es": "Miramos esto:"},
    "progress_measure.baseline": {"en": "How it is now: {}", "es": "Cómo es ahora: {}"},
    "progress_measure.target": {"en": "How it can be: {}", "es": "Cómo puede ser: {}"},
    "crisis_plan.who": {"en": "Call: {}", "es": "Llama a: {}"},
    "discharge.text": {"en": "This is when it ends:", "es": "Termina cuando:"},
    "discharge.aftercare": {"en": "This comes after:", "es": "Después viene:"},
    "consent.explained_on": {"en": "We told you on {}", "es": "Te lo dijimos el {}"},
    "restriction.why": {"en": "Why:", "es": "Por qué:"},
    "restriction.tried": {"en": "We tried this first:", "es": "Primero probamos esto:"},
    "restriction.looked_at": {"en": "How we see if it helps:", "es": "Cómo vemos si ayuda:"},
    "restriction.until": {
        "en": "It ends, or we look at it again, by {}",
        "es": "Termina, o lo miramos otra vez, el {}",
    },
    "restriction.no_harm": {"en": "How we make sure it does not hurt you:", "es": "Cómo cuidamos que no te haga daño:"},
}
"""By `kind.field`: with `{}` the value stands in the line, with a colon its lines come after it."""

LEFT_OUT = frozenset({"diagnosis.code", "problem.rank", "section.key"})
"""Fields that tell a reader nothing: a code, a place in a list."""
