namespace Amazon.ElasticLoadBalancingV2;

/// <summary>The kinds of addresses of a balancer.</summary>
public class IpAddressType(string value) : ConstantClass(value)
{
    public static readonly IpAddressType Dualstack = new("dualstack");

    public static readonly IpAddressType DualstackWithoutPublicIpv4 = new("dualstack-without-public-ipv4");

    public static readonly IpAddressType Ipv4 = new("ipv4");

    public static implicit operator IpAddressType(string value) => FindValue(value);

    public static IpAddressType FindValue(string value) => FindValue<IpAddressType>(value);
}

/// <summary>The kinds of balancers.</summary>
public class LoadBalancerTypeEnum(string value) : ConstantClass(value)
{
    public static readonly LoadBalancerTypeEnum Application = new("application");

    public static readonly LoadBalancerTypeEnum Gateway = new("gateway");

    public static readonly LoadBalancerTypeEnum Network = new("network");

    public static implicit operator LoadBalancerTypeEnum(string value) => FindValue(value);

    public static LoadBalancerTypeEnum FindValue(string value) => FindValue<LoadBalancerTypeEnum>(value);
}

/// <summary>The protocols of listeners.</summary>
public class ProtocolEnum(string value) : ConstantClass(value)
{
    public static readonly ProtocolEnum GENEVE = new("GENEVE");

    public static readonly ProtocolEnum HTTP = new("HTTP");

    public static readonly ProtocolEnum HTTPS = new("HTTPS");

    public static readonly ProtocolEnum QUIC = new("QUIC");

    public static readonly ProtocolEnum TCP = new("TCP");

    public static readonly ProtocolEnum TCP_QUIC = new("TCP_QUIC");

    public static readonly ProtocolEnum TCP_UDP = new("TCP_UDP");

    public static readonly ProtocolEnum TLS = new("TLS");

    public static readonly ProtocolEnum UDP = new("UDP");

    public static implicit operator ProtocolEnum(string value) => FindValue(value);

    public static ProtocolEnum FindValue(string value) => FindValue<ProtocolEnum>(value);
}

/// <summary>What a listener does with a request.</summary>
public class ActionTypeEnum(string value) : ConstantClass(value)
{
    public static readonly ActionTypeEnum AuthenticateCognito = new("authenticate-cognito");

    public static readonly ActionTypeEnum AuthenticateOidc = new("authenticate-oidc");

    public static readonly ActionTypeEnum FixedResponse = new("fixed-response");

    public static readonly ActionTypeEnum Forward = new("forward");

    public static readonly ActionTypeEnum JwtValidation = new("jwt-validation");

    public static readonly ActionTypeEnum Redirect = new("redirect");

    public static implicit operator ActionTypeEnum(string value) => FindValue(value);

    public static ActionTypeEnum FindValue(string value) => FindValue<ActionTypeEnum>(value);
}

/// <summary>Who reaches a balancer.</summary>
public class LoadBalancerSchemeEnum(string value) : ConstantClass(value)
{
    public static readonly LoadBalancerSchemeEnum Internal = new("internal");

    public static readonly LoadBalancerSchemeEnum InternetFacing = new("internet-facing");

    public static implicit operator LoadBalancerSchemeEnum(string value) => FindValue(value);

    public static LoadBalancerSchemeEnum FindValue(string value) => FindValue<LoadBalancerSchemeEnum>(value);
}
