import DataLoader
import NIOCore
import Restaurant
import Transport

extension LiveLimits {
    /// The transport's part of the settings.
    init(_ settings: Settings.WS) {
        self.init()
        initWait = TimeAmount(settings.initWait)
        messageBytes = settings.maxMessage
        fragments = settings.maxFragments
        operations = settings.maxOperations
        messagesPerMinute = settings.messagesPerMinute
        messageBurst = settings.messageBurst
        ping = TimeAmount(settings.ping)
        deadAfter = TimeAmount(settings.deadAfter)
        stall = TimeAmount(settings.stall)
        unsentBytes = settings.maxUnsent
        closeWait = TimeAmount(settings.closeWait)
        drainSpread = TimeAmount(settings.drainSpread)
        heartbeat = TimeAmount(settings.heartbeat)
        connections = settings.maxConnections
        connectionsPerAddress = settings.addressConnections
        origins = Set(settings.origins.lowercased().split(separator: " ").map(String.init))
    }
}

extension RelayLimits {
    /// The limits of the settings.
    init(_ settings: Settings.Events) {
        self.init()
        pollInterval = settings.poll
        pokePause = settings.pokePause
        lookPause = settings.lookPause
        replayCountMax = settings.maxReplay
        replaySecondsMax = settings.maxReplayAge.components.seconds
        batchCountMax = settings.maxBatch
        recentCountMax = settings.maxRecent
        queueCountMax = settings.maxQueue
        queueByteCountMax = settings.maxQueueBytes
    }
}

extension RowCacheLimits {
    /// The limits of the settings.
    init(_ settings: Settings.Menus) {
        self.init()
        byteCountMax = settings.cacheBytes
        trust = settings.cacheTrust
    }
}
