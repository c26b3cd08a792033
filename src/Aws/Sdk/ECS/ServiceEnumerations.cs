namespace Amazon.ECS;

/// <summary>Whether a task is connected to ECS.</summary>
public class Connectivity(string value) : ConstantClass(value)
{
    public static readonly Connectivity CONNECTED = new("CONNECTED");

    public static readonly Connectivity DISCONNECTED = new("DISCONNECTED");

    public static implicit operator Connectivity(string value) => FindValue(value);

    public static Connectivity FindValue(string value) => FindValue<Connectivity>(value);
}

/// <summary>The status of a container instance.</summary>
public class ContainerInstanceStatus(string value) : ConstantClass(value)
{
    public static readonly ContainerInstanceStatus ACTIVE = new("ACTIVE");

    public static readonly ContainerInstanceStatus DRAINING = new("DRAINING");

    public static readonly ContainerInstanceStatus REGISTERING = new("REGISTERING");

    public static readonly ContainerInstanceStatus DEREGISTERING = new("DEREGISTERING");

    public static readonly ContainerInstanceStatus REGISTRATION_FAILED = new("REGISTRATION_FAILED");

    public static implicit operator ContainerInstanceStatus(string value) => FindValue(value);

    public static ContainerInstanceStatus FindValue(string value) => FindValue<ContainerInstanceStatus>(value);
}

/// <summary>The status that ECS wants a task to have.</summary>
public class DesiredStatus(string value) : ConstantClass(value)
{
    public static readonly DesiredStatus RUNNING = new("RUNNING");

    public static readonly DesiredStatus PENDING = new("PENDING");

    public static readonly DesiredStatus STOPPED = new("STOPPED");

    public static implicit operator DesiredStatus(string value) => FindValue(value);

    public static DesiredStatus FindValue(string value) => FindValue<DesiredStatus>(value);
}

/// <summary>The result of the container health checks.</summary>
public class HealthStatus(string value) : ConstantClass(value)
{
    public static readonly HealthStatus HEALTHY = new("HEALTHY");

    public static readonly HealthStatus UNHEALTHY = new("UNHEALTHY");

    public static readonly HealthStatus UNKNOWN = new("UNKNOWN");

    public static implicit operator HealthStatus(string value) => FindValue(value);

    public static HealthStatus FindValue(string value) => FindValue<HealthStatus>(value);
}

/// <summary>The launch type of a task.</summary>
public class LaunchType(string value) : ConstantClass(value)
{
    public static readonly LaunchType EC2 = new("EC2");

    public static readonly LaunchType FARGATE = new("FARGATE");

    public static readonly LaunchType EXTERNAL = new("EXTERNAL");

    public static readonly LaunchType MANAGED_INSTANCES = new("MANAGED_INSTANCES");

    public static implicit operator LaunchType(string value) => FindValue(value);

    public static LaunchType FindValue(string value) => FindValue<LaunchType>(value);
}

/// <summary>How the containers of a task are connected.</summary>
public class NetworkMode(string value) : ConstantClass(value)
{
    public static readonly NetworkMode Awsvpc = new("awsvpc");

    public static readonly NetworkMode Bridge = new("bridge");

    public static readonly NetworkMode Host = new("host");

    public static readonly NetworkMode None = new("none");

    public static implicit operator NetworkMode(string value) => FindValue(value);

    public static NetworkMode FindValue(string value) => FindValue<NetworkMode>(value);
}

/// <summary>Why a task stopped.</summary>
public class TaskStopCode(string value) : ConstantClass(value)
{
    public static readonly TaskStopCode TaskFailedToStart = new("TaskFailedToStart");

    public static readonly TaskStopCode EssentialContainerExited = new("EssentialContainerExited");

    public static readonly TaskStopCode UserInitiated = new("UserInitiated");

    public static readonly TaskStopCode ServiceSchedulerInitiated = new("ServiceSchedulerInitiated");

    public static readonly TaskStopCode SpotInterruption = new("SpotInterruption");

    public static readonly TaskStopCode TerminationNotice = new("TerminationNotice");

    public static implicit operator TaskStopCode(string value) => FindValue(value);

    public static TaskStopCode FindValue(string value) => FindValue<TaskStopCode>(value);
}

/// <summary>The protocol of a port.</summary>
public class TransportProtocol(string value) : ConstantClass(value)
{
    public static readonly TransportProtocol Tcp = new("tcp");

    public static readonly TransportProtocol Udp = new("udp");

    public static implicit operator TransportProtocol(string value) => FindValue(value);

    public static TransportProtocol FindValue(string value) => FindValue<TransportProtocol>(value);
}
