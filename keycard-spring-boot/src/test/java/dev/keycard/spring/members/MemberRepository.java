package dev.keycard.spring.members;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

public interface MemberRepository extends JpaRepository<Member, UUID> {

    Optional<Member> findByMail(String mail);

    @Transactional
    @Modifying
    @Query("update Member m set m.hash = :replacement where m.id = :id and m.hash = :expected")
    int replaceHash(UUID id, String expected, String replacement);

    @Transactional
    @Modifying
    @Query("update Member m set m.blocked = :blocked where m.id = :id")
    int block(UUID id, boolean blocked);

    @Transactional
    @Modifying
    @Query("update Member m set m.plan = :plan where m.id = :id")
    int changePlan(UUID id, String plan);
}
