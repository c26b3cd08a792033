using Amazon.Route53;
using Amazon.Route53.Model;

namespace Pipeline.Projector.Zone.Route53;

/// <summary>Finds the hosted zone to write: by its identifier, or by its exact name and type (private or public).</summary>
internal sealed class ZoneSearch(IAmazonRoute53 client, Route53Calls calls, Route53ZoneSettings settings)
{
    /// <exception cref="ZoneNotFoundException">No zone matches, it does not contain the domain, or several match.</exception>
    public async Task<HostedZone> FindAsync(CancellationToken cancel) =>
        settings.ZoneId is { } id ? await FindByIdAsync(id, cancel) : await FindByNameAsync(cancel);

    private async Task<HostedZone> FindByIdAsync(string id, CancellationToken cancel)
    {
        try
        {
            var answer = await calls.AskAsync(
                "GetHostedZone", () => client.GetHostedZoneAsync(new GetHostedZoneRequest(id), cancel), cancel);
            var zone = answer.HostedZone;
            var name = Route53Records.ReadName(zone.Name);
            return settings.Domain == name || settings.Domain.EndsWith($".{name}", StringComparison.Ordinal)
                ? zone
                : throw new ZoneNotFoundException($"hosted zone {id} is {name}; {settings.Domain} is not in it");
        }
        catch (NoSuchHostedZoneException)
        {
            throw new ZoneNotFoundException($"the account has no hosted zone {id}");
        }
    }

    private async Task<HostedZone> FindByNameAsync(CancellationToken cancel)
    {
        var found = new List<HostedZone>();
        var request = new ListHostedZonesByNameRequest { DNSName = $"{settings.Domain}." };
        while (true)
        {
            var page = await calls.AskAsync("ListHostedZonesByName", () => client.ListHostedZonesByNameAsync(request, cancel), cancel);
            var named = (page.HostedZones ?? []).TakeWhile(zone => Route53Records.ReadName(zone.Name) == settings.Domain).ToList();
            found.AddRange(named.Where(zone => (zone.Config?.PrivateZone ?? false) == settings.Private));
            if (page.IsTruncated is not true || named.Count < page.HostedZones!.Count) break;
            request = new() { DNSName = page.NextDNSName, HostedZoneId = page.NextHostedZoneId };
        }

        var kind = settings.Private ? "private" : "public";
        var identifiers = string.Join(", ", found.Select(zone => Identifiers.Bare(zone.Id)));
        return found switch
        {
            [var one] => one,
            [] => throw new ZoneNotFoundException($"the account has no {kind} hosted zone named {settings.Domain}"),
            _ => throw new ZoneNotFoundException(
                $"the account has {found.Count} {kind} hosted zones named {settings.Domain} ({identifiers}): "
                + "set the identifier of the one to write"),
        };
    }
}

/// <summary>The settings do not identify exactly one zone.</summary>
public sealed class ZoneNotFoundException(string message) : Exception(message);

/// <summary>Removes the path from identifiers (<c>/hostedzone/Z1</c>, <c>/change/C1</c>).</summary>
internal static class Identifiers
{
    public static string Bare(string id) => id[(id.LastIndexOf('/') + 1)..];
}
