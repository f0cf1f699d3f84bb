"""How a pipeline asks the gate: one plain step for each tool, filled in with the names of a service."""

from __future__ import annotations

from dataclasses import dataclass

#: The environment that a launch is into. Whoever asks for another one changes the name.
ENVIRONMENT = "production"


@dataclass(frozen=True, slots=True)
class Snippet:
    """`later` says how to go on after a late approval, `plan` what the tool's own features need."""

    tool: str
    text: str
    where: str
    later: str
    plan: str = ""


CURL = """\
curl --fail-with-body --silent --show-error \\
  --header "Authorization: Bearer $READINESS_TOKEN" \\
  "{server}/api/v1/gate/{gate}?environment={environment}"
"""

CLIENT = """\
curl --fail --silent --show-error --output gate.py {server}/api/v1/gate.py
python3 -I gate.py {asked}
"""

GITHUB = """\
- name: Ask Readiness
  env:
    READINESS_TOKEN: ${{{{ secrets.READINESS_TOKEN }}}}
  run: |
    curl --fail --silent --show-error --output gate.py {server}/api/v1/gate.py
    python3 -I gate.py {asked} --wait 30m
"""

GITLAB = """\
ask-readiness:
  stage: deploy
  image: python:3.13
  script:
    - curl --fail --silent --show-error --output gate.py {server}/api/v1/gate.py
    - python3 -I gate.py {asked} --wait 30m --annotations readiness.json
  artifacts:
    reports:
      annotations: readiness.json
"""

JENKINS = """\
stage('Ask Readiness') {{
  steps {{
    withCredentials([string(credentialsId: 'readiness-token', variable: 'READINESS_TOKEN')]) {{
      sh '''
        curl --fail --silent --show-error --output gate.py {server}/api/v1/gate.py
        python3 -I gate.py {asked} --wait 30m
      '''
    }}
  }}
}}
"""

TEKTON = """\
- name: ask-readiness
  image: python:3.13
  env:
    - name: READINESS_TOKEN
      valueFrom:
        secretKeyRef:
          name: readiness
          key: token
  script: |
    #!/bin/sh
    set -e
    curl --fail --silent --show-error --output /tmp/gate.py {server}/api/v1/gate.py
    python3 -I /tmp/gate.py {asked} --wait 30m
"""

AZURE = """\
- bash: |
    set -e
    curl --fail --silent --show-error --output gate.py {server}/api/v1/gate.py
    python3 -I gate.py {asked} --wait 30m
  displayName: Ask Readiness
  env:
    READINESS_TOKEN: $(READINESS_TOKEN)
"""

_TOOLS = (
    Snippet(
        "Any shell with curl",
        CURL,
        "Fails unless the answer is 2xx, and prints why.",
        "Run it again.",
    ),
    Snippet(
        "Any shell with Python",
        CLIENT,
        "Exit status 0 goes ahead, 10 is blocked, 20 is not known. It needs Python 3.9 and no package;"
        " gate.py can be copied into your build image. Where Readiness is installed, “readiness gate”"
        " is the same.",
        "Run it again, or add --wait 30m.",
    ),
    Snippet(
        "GitHub Actions",
        GITHUB,
        "Put the step before the one that deploys, in the same job, and the token among the secrets"
        " of the repository or of its environment. The reasons are in the job's summary.",
        "Choose “Re-run failed jobs” on the page of the run.",
        "The step works in every plan. GitHub's own deployment protection rules, which wait without"
        " a runner, need a public repository or GitHub Enterprise.",
    ),
    Snippet(
        "GitLab CI",
        GITLAB,
        "Name the job in the “needs” of the one that deploys. The token is a masked and protected"
        " variable of the project. The reasons are linked beside the job.",
        "Retry the job; what needs it follows.",
        "The job works in every tier. GitLab's own external status checks of merge requests need"
        " GitLab Ultimate.",
    ),
    Snippet(
        "Jenkins",
        JENKINS,
        "Put the stage before the one that deploys. The token is a credential of the kind “Secret"
        " text” with the id readiness-token, which needs the plugin Credentials Binding.",
        "Choose “Restart from Stage” and this stage.",
    ),
    Snippet(
        "Tekton",
        TEKTON,
        "Put the step before the one that deploys, in the same Task. The token is in the Secret"
        " readiness under the key token.",
        "Start the PipelineRun anew: one that failed does not go on.",
    ),
    Snippet(
        "Azure Pipelines",
        AZURE,
        "Put the step before the one that deploys, in the same job. The token is a secret variable"
        " of the pipeline.",
        "Choose “Rerun failed jobs” on the page of the run.",
    ),
)


def snippets(service: str, server: str, *, is_change: bool = False) -> tuple[Snippet, ...]:
    """Return a step for each tool; the first two for any shell. `is_change` asks the gate of changes."""
    change = " --change" if is_change else ""
    names = {
        "server": server,
        "environment": ENVIRONMENT,
        "gate": f"{service}/change" if is_change else service,
        "asked": f"{service}{change} --environment {ENVIRONMENT} --server {server}",
    }
    return tuple(
        Snippet(each.tool, each.text.format(**names), each.where, each.later, each.plan)
        for each in _TOOLS
    )
