using System.Xml.Linq;
using Amazon.ElasticLoadBalancingV2.Model;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace Amazon.ElasticLoadBalancingV2.Wire;

/// <summary>The operations of Elastic Load Balancing: AWS Query, version 2015-12-01.</summary>
internal static class Operations
{
    public static readonly ServiceIdentity Identity =
        new("Elastic Load Balancing v2", "elasticloadbalancing", "elasticloadbalancing", "2015-12-01") { IsFipsInGovCloud = true };

    private static readonly QueryProtocol Protocol = new(Identity, Failures.ToException);

    public static readonly Operation<DescribeTargetGroupsRequest, DescribeTargetGroupsResponse> DescribeTargetGroups = Protocol.Define(
        "DescribeTargetGroups",
        (DescribeTargetGroupsRequest request, QueryForm form) =>
            form.AddTexts("TargetGroupArns", request.TargetGroupArns).Add("Marker", request.Marker),
        result => new DescribeTargetGroupsResponse
        {
            TargetGroups = result.RequiredList("TargetGroups", group => new TargetGroup
            {
                TargetGroupArn = group.RequiredText("TargetGroupArn"),
                TargetGroupName = group.Text("TargetGroupName"),
                LoadBalancerArns = group.List("LoadBalancerArns", arn => arn.Value),
            }),
            NextMarker = result.Text("NextMarker"),
        });

    public static readonly Operation<DescribeLoadBalancersRequest, DescribeLoadBalancersResponse> DescribeLoadBalancers = Protocol.Define(
        "DescribeLoadBalancers",
        (DescribeLoadBalancersRequest request, QueryForm form) =>
            form.AddTexts("LoadBalancerArns", request.LoadBalancerArns).Add("Marker", request.Marker),
        result => new DescribeLoadBalancersResponse
        {
            LoadBalancers = result.RequiredList("LoadBalancers", balancer => new LoadBalancer
            {
                LoadBalancerArn = balancer.RequiredText("LoadBalancerArn"),
                DNSName = balancer.Text("DNSName"),
                CanonicalHostedZoneId = balancer.Text("CanonicalHostedZoneId"),
                IpAddressType = IpAddressType.FindValue(balancer.Text("IpAddressType")),
                Scheme = LoadBalancerSchemeEnum.FindValue(balancer.Text("Scheme")),
                Type = LoadBalancerTypeEnum.FindValue(balancer.Text("Type")),
            }),
            NextMarker = result.Text("NextMarker"),
        });

    public static readonly Operation<DescribeListenersRequest, DescribeListenersResponse> DescribeListeners = Protocol.Define(
        "DescribeListeners",
        (DescribeListenersRequest request, QueryForm form) =>
            form.Add("LoadBalancerArn", request.LoadBalancerArn).Add("Marker", request.Marker),
        result => new DescribeListenersResponse
        {
            Listeners = result.RequiredList("Listeners", listener => new Listener
            {
                ListenerArn = listener.RequiredText("ListenerArn"),
                Port = (int?)listener.Number("Port"),
                Protocol = ProtocolEnum.FindValue(listener.Text("Protocol")),
                DefaultActions = listener.List("DefaultActions", ReadAction),
            }),
            NextMarker = result.Text("NextMarker"),
        });

    private static QueryForm AddTexts(this QueryForm form, string name, List<string> texts)
    {
        foreach (var (index, text) in (texts ?? []).Index()) form.Add($"{name}.member.{index + 1}", text);
        return form;
    }

    private static Action ReadAction(XElement action) => new()
    {
        Type = ActionTypeEnum.FindValue(action.Text("Type")),
        TargetGroupArn = action.Text("TargetGroupArn"),
        ForwardConfig = action.Child("ForwardConfig") is { } forward
            ? new ForwardActionConfig
            {
                TargetGroups = forward.List("TargetGroups", group => new TargetGroupTuple
                {
                    TargetGroupArn = group.Text("TargetGroupArn"),
                    Weight = (int?)group.Number("Weight"),
                }),
            }
            : null,
    };
}
