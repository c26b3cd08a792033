using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Claims;

/// <summary>
/// Reads the claims of a container. It bounds their length but does not validate them: the registry refuses bad claims one by one.
/// </summary>
public sealed class ClaimReader
{
    private readonly ContainerInspection container;
    private readonly ClaimVariables variables;
    private readonly ClaimFlaw[] near;

    public ClaimReader(ContainerInspection container)
    {
        this.container = container;
        variables = new ClaimVariables(container);
        near = [.. NearClaims.Find(container, variables)];
    }

    /// <summary>Whether the container claims any service, or nearly does.</summary>
    public bool HasClaims => variables.Names.Count > 0 || near.Length > 0;

    /// <summary>Maps the container, which runs or is paused, to what facts say about it.</summary>
    /// <param name="reachability">How other machines reach it.</param>
    /// <param name="ownerLabel">The label that says who owns it.</param>
    /// <returns>Null if the container does not even nearly claim a service.</returns>
    public ContainerSnapshot? ReadSnapshot(Reachability reachability, string ownerLabel)
    {
        Endpoint[] bare = [.. variables.Names.Take(ClaimText.MostClaims).Select(claim => ToEndpoint(claim, reachability))];
        var room = new DetailsRoom(bare.Sum(MeasureText));
        Endpoint[] endpoints = [.. bare.Select(claim => AddDetails(claim, room))];
        ClaimFlaw[] flaws = [.. room.LeftOut.Concat(near.Where(room.Holds)).Take(NearClaims.Most)];
        return endpoints is [] && flaws is [] ? null : new ContainerSnapshot
        {
            Id = container.Id,
            Name = ClaimText.Bound(container.Name, ClaimText.LongestLabel),
            Image = ClaimText.Bound(container.Image, ClaimText.LongestLabel),
            StartedAt = container.StartedAt,
            Phase = container.Status is EngineContainerStatus.Paused ? ContainerPhase.Paused : ContainerPhase.Running,
            Endpoints = endpoints,
            Task = EcsLabels.ReadTask(container.Labels),
            Health = container.Health,
            Flaws = flaws is [] ? null : flaws,
            Owner = container.Labels.GetValueOrDefault(ownerLabel) is { Length: > 0 } owner
                ? ClaimText.Bound(owner, ClaimText.LongestLabel) : null,
        };
    }

    private Endpoint ToEndpoint(ClaimedName claim, Reachability reachability)
    {
        var protocol = claim.Protocol ?? reachability.InferProtocol(claim.Port);
        var reachable = reachability.FindAddress(claim.Port, protocol);
        return new Endpoint
        {
            Service = ClaimText.Bound(claim.Name, ClaimText.LongestName),
            Protocol = protocol,
            ContainerPort = claim.Port,
            HostPort = reachable?.Port,
            Address = reachable?.Address,
            Address6 = reachable?.Address6,
            IsFixed = reachable is { IsFixed: true },
            Check = Read(ClaimVariable.Check, ClaimText.LongestCheck),
            CheckInterval = Read(ClaimVariable.CheckInterval, ClaimText.LongestTime),
            CheckTimeout = Read(ClaimVariable.CheckTimeout, ClaimText.LongestTime),
        };

        string? Read(string part, int longest) => ClaimText.BoundOptional(variables.Find(claim.Port, protocol, part), longest);
    }

    private Endpoint AddDetails(Endpoint claim, DetailsRoom room)
    {
        return claim with
        {
            Weight = Admit(ClaimVariable.Weight),
            Priority = Admit(ClaimVariable.Priority),
            Tags = room.Admit(claim.ContainerPort, ClaimVariable.Tags, ReadTags()),
            Attributes = room.Admit(claim.ContainerPort, ClaimVariable.Attribute + "…", ReadAttributes()),
            Route = Admit(ClaimVariable.Route),
        };

        string? Admit(string part) => room.Admit(claim.ContainerPort, part, ClaimText.BoundOptional(Read(part), ClaimText.LongestNumber));

        IEnumerable<string> ReadTags() =>
            from tag in ClaimVariables.ReadList(Read(ClaimVariable.Tags) ?? "")
            where tag is not ""
            select ClaimText.Bound(tag, ClaimDetails.MaxTagLength);

        IEnumerable<string> ReadAttributes() =>
            from attribute in variables.FindAttributes(claim.ContainerPort, claim.Protocol)
            let name = ClaimText.Bound(attribute.Name, ClaimDetails.MaxAttributeNameLength)
            select $"{name}={ClaimText.Bound(attribute.Value, ClaimDetails.MaxAttributeValueLength)}";

        string? Read(string part) => variables.Find(claim.ContainerPort, claim.Protocol, part);
    }

    private static int MeasureText(Endpoint claim) =>
        new[] { claim.Service, claim.Check, claim.CheckInterval, claim.CheckTimeout }.Sum(DetailsRoom.Measure);
}
