param name string
param location string
param tags object
param insightsId string
param email string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'collections'
    enabled: true
    emailReceivers: [
      { name: 'receivables', emailAddress: email, useCommonAlertSchema: true }
    ]
  }
}

// Each looks for one line of the log; docs/operations.md says what to do.
var rules = [
  { name: 'parked-events', words: 'events are parked and wait for a person', severity: 2, minutes: 15 }
  { name: 'ambiguous-sends', words: 'messages are uncertain and wait for a person', severity: 2, minutes: 60 }
  { name: 'stale-ledger', words: 'is stale: nothing of it is sent', severity: 2, minutes: 60 }
  { name: 'failed-run', words: 'could not be advanced; it stays due', severity: 1, minutes: 15 }
]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = [for rule in rules: {
  name: '${rule.name}-${name}'
  location: location
  tags: tags
  properties: {
    displayName: rule.name
    severity: rule.severity
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT${rule.minutes}M'
    windowSize: 'PT${rule.minutes}M'
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: 'traces | where message contains "${rule.words}"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}]

// The sweep runs every five minutes: an hour without one means that the app is down.
resource silence 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = {
  name: 'no-sweep-${name}'
  location: location
  tags: tags
  properties: {
    displayName: 'no-sweep'
    severity: 1
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: 'traces | where message startswith "Swept " | summarize sweeps = count()| where sweeps == 0'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}
