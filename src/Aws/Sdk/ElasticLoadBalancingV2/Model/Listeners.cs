namespace Amazon.ElasticLoadBalancingV2.Model;

public class DescribeListenersRequest : AmazonElasticLoadBalancingV2Request
{
    public string LoadBalancerArn { get; set; }

    /// <summary>The marker of the previous page; null for the first page.</summary>
    public string Marker { get; set; }
}

public class DescribeListenersResponse : AmazonWebServiceResponse
{
    public List<Listener> Listeners { get; set; } = Unset.List<Listener>();

    /// <summary>Null on the last page.</summary>
    public string NextMarker { get; set; }
}

public class Listener
{
    public string ListenerArn { get; set; }

    /// <summary>Null for a gateway balancer.</summary>
    public int? Port { get; set; }

    /// <summary><c>HTTP</c>, <c>HTTPS</c>, <c>TCP</c>, <c>TLS</c>, <c>UDP</c>, <c>TCP_UDP</c>; null for a gateway balancer.</summary>
    public ProtocolEnum Protocol { get; set; }

    /// <summary>What it does with requests to which none of its rules applies.</summary>
    public List<Action> DefaultActions { get; set; } = Unset.List<Action>();
}

public class Action
{
    /// <summary><c>forward</c>, <c>redirect</c>, <c>fixed-response</c>, …</summary>
    public ActionTypeEnum Type { get; set; }

    /// <summary>The target group of an action that forwards to one.</summary>
    public string TargetGroupArn { get; set; }

    /// <summary>The target groups of an action that forwards to several.</summary>
    public ForwardActionConfig ForwardConfig { get; set; }
}

public class ForwardActionConfig
{
    public List<TargetGroupTuple> TargetGroups { get; set; } = Unset.List<TargetGroupTuple>();
}

public class TargetGroupTuple
{
    public string TargetGroupArn { get; set; }

    public int? Weight { get; set; }
}
