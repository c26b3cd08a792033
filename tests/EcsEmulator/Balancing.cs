using System.Xml.Linq;
using Pipeline.Tests.EcsEmulator.Model;

namespace Pipeline.Tests.EcsEmulator;

/// <summary>Load balancers and target groups, and the actions of Elastic Load Balancing on them. Not thread-safe.</summary>
internal sealed class Balancing(Rules rules)
{
    private static readonly XNamespace Namespace = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";

    public Dictionary<string, EmulatedBalancer> Balancers { get; } = [];

    /// <summary>The ARNs of the target groups.</summary>
    public HashSet<string> Groups { get; } = [];

    /// <exception cref="ApiException">It is refused.</exception>
    public XElement Perform(string action, IReadOnlyDictionary<string, string> form)
    {
        var result = action switch
        {
            "DescribeTargetGroups" =>
                E("TargetGroups", Named(form, "TargetGroupArns", Groups.Contains, "TargetGroupNotFound").Select(Group)),
            "DescribeLoadBalancers" =>
                E("LoadBalancers", Named(form, "LoadBalancerArns", Balancers.ContainsKey, "LoadBalancerNotFound").Select(Balancer)),
            "DescribeListeners" => Balancers.TryGetValue(form.GetValueOrDefault("LoadBalancerArn", ""), out var of)
                ? E("Listeners", of.Listeners.Select(listener => Listener(of, listener)))
                : throw new ApiException("LoadBalancerNotFound", "One or more load balancers not found"),
            _ => throw new ApiException("InvalidAction", $"The emulator has no {action}."),
        };
        return E($"{action}Response", E($"{action}Result", result), E("ResponseMetadata", E("RequestId", Guid.NewGuid())));
    }

    public static XElement Fail(string code, string message) =>
        E("ErrorResponse", E("Error", E("Type", "Sender"), E("Code", code), E("Message", message)), E("RequestId", Guid.NewGuid()));

    private List<string> Named(IReadOnlyDictionary<string, string> form, string member, Predicate<string> exists, string notFound)
    {
        var arns = form.Where(field => field.Key.StartsWith($"{member}.member.", StringComparison.Ordinal))
            .Select(field => field.Value).ToList();
        if (arns.Count < 1 || arns.Count > rules.BalancersOfACall)
            throw new ApiException("ValidationError", $"{member} has 1 to {rules.BalancersOfACall} members.");
        return arns.TrueForAll(exists) ? arns : throw new ApiException(notFound, "One or more of them not found");
    }

    private XElement Group(string arn) => E(
        "member", E("TargetGroupArn", arn), E("TargetGroupName", arn.Split('/')[1]), E("Protocol", "HTTP"), E("Port", 80),
        E("LoadBalancerArns", Balancers.Values
            .Where(one => one.Rules.Contains(arn) || one.Listeners.Any(listener => listener.ForwardsTo == arn))
            .Select(one => E("member", one.Arn))));

    private XElement Balancer(string arn) => Balancers[arn] is var one ? E(
        "member", E("LoadBalancerArn", arn), E("DNSName", one.DnsName), E("CanonicalHostedZoneId", one.ZoneId),
        E("LoadBalancerName", one.Name), E("Scheme", one.Scheme), E("VpcId", "vpc-1"), E("State", E("Code", "active")),
        E("Type", one.Type), E("IpAddressType", one.AddressType)) : null!;

    private static XElement Listener(EmulatedBalancer of, EmulatedListener listener) => E(
        "member", E("ListenerArn", $"{of.Arn.Replace(":loadbalancer/", ":listener/", StringComparison.Ordinal)}/{listener.Port}"),
        E("LoadBalancerArn", of.Arn), E("Port", listener.Port), E("Protocol", listener.Protocol),
        E("DefaultActions", listener switch
        {
            { ForwardsTo: { } group } => E(
                "member", E("Type", "forward"), E("TargetGroupArn", group), E("Order", 1),
                E("ForwardConfig", E("TargetGroups", E("member", E("TargetGroupArn", group), E("Weight", 1))))),
            { Redirects: true } => E(
                "member", E("Type", "redirect"), E("RedirectConfig", E("Protocol", "HTTPS"), E("StatusCode", "HTTP_301"))),
            _ => E("member", E("Type", "fixed-response"), E("FixedResponseConfig", E("StatusCode", 404))),
        }));

    private static XElement E(string name, params object[] content) => new(Namespace + name, content);
}
