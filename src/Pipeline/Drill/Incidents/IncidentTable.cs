namespace Pipeline.Drill.Incidents;

/// <summary>
/// The incidents that a simulated pipeline can have. Dead letters are not among them: they lie in queues of SQS, which it does not have.
/// </summary>
internal static class IncidentTable
{
    public static readonly IReadOnlyList<Incident> All =
        [.. HostIncidents.All, .. ContainerIncidents.All, .. ZoneIncidents.All, .. ProcessIncidents.All];

    public static IEnumerable<string> Names => All.Select(incident => incident.Name);

    public static Incident? Find(string name) => All.FirstOrDefault(incident => incident.Name == name);
}
